import { startBehaving } from './batch-server.ts';

/** Serves jobs from a process that a test can kill: the folder is its argument. Sends each event that it puts. */
const [directory = ''] = process.argv.slice(2);
const server = await startBehaving(directory, async (events) => {
  for (const { detail } of events) process.send?.({ detail });
});
process.send?.({ url: server.url });
