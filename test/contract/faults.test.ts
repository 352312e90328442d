import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { DynamoTraceStore } from '../../lib/adapters/dynamo-trace-store.ts';
import { S3ObjectStore } from '../../lib/adapters/s3-object-store.ts';
import { systemClock } from '../../lib/adapters/system-clock.ts';
import { type S3Server, startS3Server } from '../../lib/local/s3/start-s3-server.ts';
import { describeDocumentStore } from './document-store.contract.ts';
import { type FaultRates, startFaultyProxy } from './faulty-proxy.ts';
import { describeObjectStore } from './object-store.contract.ts';
import { createStateTable, startDynoxide } from './start-dynoxide.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const rates: FaultRates = { refused: 10, dropped: 5, unanswered: 5, cut: 10 };
const down: FaultRates = { refused: 100, dropped: 0, unanswered: 0, cut: 0 };
/** More than in production, so that chance fails no test. */
const maxAttempts = 12;

type Proxy = Awaited<ReturnType<typeof startFaultyProxy>>;

let directory: string;
let s3: S3Server;
let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
const proxies: Proxy[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
  s3 = await startS3Server({ directory, credentials });
  dynoxide = await startDynoxide();
  await createStateTable(dynoxide.client, 'state');
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await Promise.all([s3.stop(), dynoxide.stop()]);
  await rm(directory, { recursive: true });
});

const proxyOf = async (target: string, faults: FaultRates): Promise<Proxy> => {
  const proxy = await startFaultyProxy(target, faults);
  proxies.push(proxy);
  return proxy;
};
let bucketCount = 0;
const newBucket = async (): Promise<string> => {
  const bucket = `bucket-${++bucketCount}`;
  await s3.createBucket(bucket);
  return bucket;
};
const s3Behind = (proxy: Proxy, attempts: number, bucket: string) =>
  new S3ObjectStore(
    new S3Client({
      endpoint: proxy.endpoint,
      region: 'us-east-1',
      credentials,
      forcePathStyle: true,
      maxAttempts: attempts,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
    bucket,
  );
const tableBehind = (proxy: Proxy, attempts: number) =>
  new DynamoDBClient({ endpoint: proxy.endpoint, region: 'eu-west-1', credentials, maxAttempts: attempts });

describe('behind a server that refuses, drops, does not answer and breaks off', () => {
  let objects: Proxy;
  let table: Proxy;

  describeObjectStore('S3ObjectStore', async () => {
    objects ??= await proxyOf(s3.url, rates);
    return s3Behind(objects, maxAttempts, await newBucket());
  });

  describeDocumentStore('DynamoDocumentStore', async () => {
    table = await proxyOf(dynoxide.endpoint, rates);
    const client = tableBehind(table, maxAttempts);
    return {
      documents: new DynamoDocumentStore(client, 'state'),
      traces: new DynamoTraceStore(client, 'state', systemClock),
    };
  });

  it('has failed in each way', () => {
    for (const { counts } of [objects, table]) {
      expect(counts.refused).toBeGreaterThan(0);
      expect(counts.dropped + counts.unanswered).toBeGreaterThan(0);
    }
    expect(objects.counts.cut).toBeGreaterThan(0);
  });
});

describe('behind a server that is down', () => {
  it('object storage fails with the code that says so and that a later attempt may help', async () => {
    const store = s3Behind(await proxyOf(s3.url, down), 2, await newBucket());
    const failure = { code: 'ModelArts.72020067', retry: 'backoff' };
    await expect(store.write('key', Buffer.from('x'))).rejects.toMatchObject(failure);
    await expect(store.read('key')[Symbol.asyncIterator]().next()).rejects.toMatchObject(failure);
    await expect(Array.fromAsync(store.list(''))).rejects.toMatchObject(failure);
  });

  it('the table fails with the code of a service that others depend on', async () => {
    const store = new DynamoDocumentStore(tableBehind(await proxyOf(s3.url, down), 2), 'state');
    const failure = { code: 'ModelArts.72020092', retry: 'backoff', details: { service: 'table' } };
    await expect(store.findRun('run-1')).rejects.toMatchObject(failure);
    await expect(store.commit([], [])).rejects.toMatchObject(failure);
    await expect(store.list('run', 'default', { limit: 1, offset: 0 })).rejects.toMatchObject(failure);
  });
});
