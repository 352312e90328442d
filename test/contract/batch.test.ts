import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBatch } from './batch.contract.ts';
import { clientOf, startBehaving } from './batch-server.ts';

describeBatch('the embedded job server', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-batch-'));
  const server = await startBehaving(directory);
  const client = clientOf(server.url);
  return {
    client,
    queue: 'jobs',
    definition: 'behave',
    async stop() {
      client.destroy();
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
});
