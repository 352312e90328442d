import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';
import type { Run } from '../../lib/model/run.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';

const bigFileCount = 250;

let folder: string;
let cloud: LocalCloud;
let objects: ObjectStore;
let dynamodb: DynamoDBClient;
let documents: DynamoDocumentStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-fair-'));
  // A single worker: whoever has it keeps everybody else waiting.
  cloud = await startLocalCloud({ dataDirectory: join(folder, 'cloud'), port: 0, workers: 1 });
  const { region, credentials, endpoints, bucket } = cloud;
  objects = openBucket(bucket, { region, credentials, endpoint: endpoints.s3 });
  dynamodb = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  documents = new DynamoDocumentStore(dynamodb, 'StateTable');
});
afterAll(async () => {
  dynamodb.destroy();
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Each file is a shard of its own. */
const upload = async (name: string, fileCount: number): Promise<void> => {
  const record = Buffer.from(JSON.stringify({ context: 'a question', target: 'an answer' }));
  const keys = Array.from({ length: fileCount }, (_, file) => `inbox/default/${name}/${file}.jsonl`);
  await Promise.all(keys.map((key) => objects.write(key, record)));
  const manifest = JSON.stringify({ datasetType: 'single-turn', datasetName: name });
  await objects.write(`inbox/default/${name}/connection.json`, Buffer.from(manifest));
};

/** The run of a connection as soon as it is as wanted. */
const untilRun = async (connection: string, isWanted: (run: Run) => boolean): Promise<Run> => {
  for (;;) {
    const parent = await documents.find('connection', 'default', connection);
    const run = await documents.findRun(parent?.document.latestRun ?? '');
    if (run !== undefined && isWanted(run.document)) return run.document;
    await delay(20);
  }
};

describe('a small run that comes when a big one has hundreds of shards waiting', () => {
  it('starts and ends while the big one is still at its first stage', async () => {
    await upload('warm-up', 1);
    await untilRun('warm-up', ({ status }) => status !== 'running');
    await upload('big', bigFileCount);
    await untilRun('big', ({ stages: [validate] }) => validate?.status === 'running');
    await upload('small', 1);
    const small = await untilRun('small', ({ status }) => status !== 'running');
    const big = await untilRun('big', () => true);
    expect(small.status).toBe('succeeded');
    expect(big.stages[0]).toMatchObject({ kind: 'validate', status: 'running', shardCount: bigFileCount });
  }, 120_000);
});
