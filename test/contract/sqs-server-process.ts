import { startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';

/** Serves queues from a process that a test can kill: the folder and the port are its arguments. */
const [directory = '', port = '0'] = process.argv.slice(2);
const server = await startSqsServer({ directory, port: Number(port) });
process.send?.(server.url);
