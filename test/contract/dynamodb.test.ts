import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findDynoxide } from '../../lib/local/dynamodb/find-dynoxide.ts';
import { startDynamodb } from '../../lib/local/dynamodb/start-dynamodb.ts';
import { describeDynamodb } from './dynamodb.contract.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

if (findDynoxide() !== undefined) {
  describeDynamodb('the DynamoDB server of the local cloud', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-dynamodb-'));
    const dynamodb = await startDynamodb({ directory });
    const client = new DynamoDBClient({
      endpoint: dynamodb.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    return {
      client,
      async stop() {
        client.destroy();
        await dynamodb.stop();
        rmSync(directory, { recursive: true });
      },
    };
  });
}

const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
if (endpoint !== undefined) {
  describeDynamodb(`the DynamoDB at ${endpoint}`, async () => {
    const client = new DynamoDBClient({ endpoint });
    return { client, stop: async () => client.destroy() };
  });
}
