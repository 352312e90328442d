import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';
import { describeSqs } from './sqs.contract.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

describeSqs('the embedded queue server', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-sqs-'));
  const server = await startSqsServer({ directory });
  const client = new SQSClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return {
    client,
    async stop() {
      client.destroy();
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
});

const endpoint = process.env['AWS_ENDPOINT_URL_SQS'];
if (endpoint !== undefined) {
  describeSqs(`the queue service at ${endpoint}`, async () => {
    const client = new SQSClient({ endpoint });
    return { client, stop: async () => client.destroy() };
  });
}
