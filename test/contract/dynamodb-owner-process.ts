import { startDynamodb } from '../../lib/local/dynamodb/start-dynamodb.ts';

/** Starts DynamoDB in a process that a test can kill: the folder is its argument. */
const [directory = ''] = process.argv.slice(2);
const { url, pid } = await startDynamodb({ directory });
process.send?.({ url, pid });
