import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';
import { createBatchService } from '../fixtures/model-server/batch-service.ts';
import { obedient } from '../fixtures/model-server/chat-replies.ts';
import { type ModelServer, startModelServer } from '../fixtures/model-server/start-model-server.ts';
import { callApi, type Item } from './call-api.ts';

const service = createBatchService();
let server: ModelServer;
let folder: string;
let cloud: LocalCloud;

beforeAll(async () => {
  server = await startModelServer({ '/v1/chat/completions': obedient, '*': service.handle });
  process.env['MODEL_ENDPOINT'] = `${server.endpoint}/v1`;
  process.env['MODEL_BATCH_WAIT_SECONDS'] = '1';
  folder = await mkdtemp(join(tmpdir(), 'sluice-batches-'));
  cloud = await startLocalCloud({ dataDirectory: join(folder, 'cloud'), port: 0, workers: 2 });
});
afterAll(async () => {
  delete process.env['MODEL_ENDPOINT'];
  delete process.env['MODEL_BATCH_WAIT_SECONDS'];
  await cloud.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const call = <Answer = Item>(method: string, path: string, body?: unknown): Promise<Answer> =>
  callApi<Answer>(cloud, method, path, body);

const until = async (what: string, isIt: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (await isIt()) return;
    await delay(50);
  }
  throw new Error(`in vain: ${what}`);
};

const recordCount = 40;

const upload = async (): Promise<void> => {
  const { region, credentials, bucket, endpoints } = cloud;
  const objects = openBucket(bucket, { region, credentials, endpoint: endpoints.s3 });
  const lines = Array.from({ length: recordCount }, (_, index) => `{"text":"text ${index}"}\n`);
  await objects.write('inbox/default/texts/a.jsonl', Buffer.from(lines.join('')));
  const manifest = JSON.stringify({ datasetType: 'pretrain', datasetName: 'texts' });
  await objects.write('inbox/default/texts/connection.json', Buffer.from(manifest));
};

describe('a task that asks in batches, in the local cloud', () => {
  it('calls its batches off when it is stopped, and ends when it goes on', async () => {
    await upload();
    const params = { scenario: 'qa-from-text', model: 'm', batch: true };
    const task = { dataset: 'texts', recipe: { operators: [{ id: 'data-generation', params }] } };
    let job = await call('POST', 'refine-jobs', { ...task, output: { dataset: 'pairs' } });
    await until('the data set', async () => {
      if (job.id === undefined)
        job = await call('POST', 'refine-jobs', { ...task, output: { dataset: 'pairs' } });
      return job.id !== undefined;
    });
    const statusOf = async () => (await call('GET', `refine-jobs/${job.id}`))['latest_status'];

    service.goesAs({ looks: 1_000_000 });
    await call('POST', `refine-jobs/${job.id}/start`);
    const isLookedAt = (): boolean => service.batches.every(({ status }) => status === 'in_progress');
    await until('a look at four batches', () => service.batches.length === 4 && isLookedAt());
    expect(await statusOf()).toBe('RUNNING');

    await call('POST', `refine-jobs/${job.id}/stop`);
    await until('the end of the batches', () =>
      service.batches.every(({ status }) => status === 'cancelled'),
    );
    service.goesAs({ looks: 1 });
    await call('POST', `refine-jobs/${job.id}/start`);
    await until('the end', async () => (await statusOf()) === 'DATASET_GENERATED');
    const alone = server.requests.filter(({ path }) => path.endsWith('/completions'));
    expect(alone).toEqual([]);
    expect(service.questionCounts().reduce((total, count) => total + count, 0)).toBe(2 * recordCount);
    const dataset = await call('GET', 'datasets/pairs');
    expect(JSON.stringify(dataset)).toContain(`:${2 * recordCount}`);
  }, 120_000);
});
