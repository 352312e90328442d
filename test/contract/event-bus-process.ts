import { startEventServer } from '../../lib/local/events/start-event-server.ts';

/** Serves event buses from a process that a test can kill: the folder is its argument. */
const [directory = ''] = process.argv.slice(2);
const server = await startEventServer({ directory, buses: [] });
process.send?.(server.url);
