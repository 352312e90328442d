import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../../lib/local/runner/local-log.ts';
import type { Alarm } from '../../lib/local/sources/schedule-player.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';

/** Time that stands still until a test moves it. */
const handMadeAlarm = (start: number) => {
  let now = start;
  const waiting: { at: number; resolve: () => void }[] = [];
  const alarm: Alarm = {
    now: () => now,
    waitUntil: (at, signal) =>
      new Promise((resolve) => {
        waiting.push({ at, resolve });
        signal.addEventListener('abort', () => resolve());
      }),
  };
  const moveTo = (at: number): void => {
    now = at;
    for (const each of waiting.splice(0)) {
      if (each.at <= now) each.resolve();
      else waiting.push(each);
    }
  };
  return { alarm, moveTo };
};

describe('the local cloud', () => {
  const lines: LogLine[] = [];
  const time = handMadeAlarm(Date.parse('2026-01-01T09:57:00Z'));
  let dataDirectory: string;
  let cloud: LocalCloud;
  let sqs: SQSClient;
  let s3: S3Client;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    cloud = await startLocalCloud({
      dataDirectory,
      port: 0,
      workers: 2,
      serviceFile: resolve('test/fixtures/handlers/serverless.yml'),
      onLog: (line) => lines.push(line),
      alarm: time.alarm,
    });
    const client = { region: cloud.region, credentials: cloud.credentials };
    sqs = new SQSClient({ ...client, endpoint: cloud.endpoints.sqs });
    s3 = new S3Client({ ...client, endpoint: cloud.endpoints.s3, forcePathStyle: true });
  });
  afterAll(async () => {
    await cloud.stop();
    rmSync(dataDirectory, { recursive: true });
  });
  beforeEach(() => {
    lines.length = 0;
  });

  const queueUrl = (name: string): string => `${cloud.endpoints.sqs}/000000000000/${name}`;
  const send = (
    queue: string,
    messages: readonly { readonly id: string; readonly [fact: string]: unknown }[],
    group?: string,
  ) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl(queue),
        Entries: messages.map((message) => ({
          Id: message.id,
          MessageBody: JSON.stringify(message),
          ...(group && { MessageGroupId: group }),
        })),
      }),
    );
  const countOf = async (queue: string): Promise<number> => {
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl(queue),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    return Number(attributes?.['ApproximateNumberOfMessages']);
  };
  const handled = (source: string) =>
    lines.filter((line) => line.source === source && line.message === 'handled').map((line) => line['id']);

  describe('plays a queue', () => {
    it('and deletes what did not fail; what fails again and again becomes a dead letter', async () => {
      const before = await countOf('DeadJobs');
      await send('Jobs', [{ id: 'good-1' }, { id: 'bad', do: 'fail' }, { id: 'good-2' }]);
      await cloud.idle();
      expect(handled('work').toSorted()).toEqual(['bad', 'bad', 'good-1', 'good-2']);
      expect(await countOf('DeadJobs')).toBe(before + 1);
    });

    it.each(['hang', 'exit', 'crash', 'throw'])(
      'whose function may %s: the message is tried again, then a dead letter',
      async (deed) => {
        const before = await countOf('DeadJobs');
        await send('Jobs', [{ id: 'bad', do: deed, message: 'no' }]);
        await cloud.idle();
        await send('Jobs', [{ id: 'good' }]);
        await cloud.idle();
        expect(lines.filter((line) => line.message === 'invocation failed')).toHaveLength(2);
        expect(handled('work')).toEqual(['good']);
        expect(await countOf('DeadJobs')).toBe(before + 1);
      },
    );

    it('of groups in order, a batch of a group only after the one before', async () => {
      const ids = (group: string) => Array.from({ length: 9 }, (_, index) => `${group}${index}`);
      await Promise.all(
        ['a', 'b', 'c'].map((group) =>
          send(
            'Ordered.fifo',
            ids(group).map((id) => ({ id })),
            group,
          ),
        ),
      );
      await cloud.idle();
      const order = handled('keepOrder').map(String);
      for (const group of ['a', 'b', 'c'])
        expect(order.filter((id) => id.startsWith(group))).toEqual(ids(group));
    });
  });

  it('tells a queue of uploads under the prefix that its notification names', async () => {
    await s3.send(new PutObjectCommand({ Bucket: cloud.bucket, Key: 'elsewhere/a.jsonl', Body: '{}' }));
    await s3.send(new PutObjectCommand({ Bucket: cloud.bucket, Key: 'inbox/b c.jsonl', Body: '{}' }));
    await cloud.idle();
    const uploads = lines.filter((line) => line.source === 'uploaded' && line.message === 'handled');
    expect(uploads).toEqual([
      expect.objectContaining({
        body: {
          Records: [
            expect.objectContaining({
              eventName: 'ObjectCreated:Put',
              s3: expect.objectContaining({
                object: expect.objectContaining({ key: 'inbox/b+c.jsonl', size: 2 }),
              }),
            }),
          ],
        },
      }),
    ]);
  });

  it('fires schedules when their time has come', async () => {
    time.moveTo(Date.parse('2026-01-01T10:00:00Z'));
    await cloud.idle();
    time.moveTo(Date.parse('2026-01-01T10:02:00Z'));
    await cloud.idle();
    const events = lines
      .filter((line) => line.source === 'tick' && line.message === 'called')
      .map((line) => line['event']);
    expect(events).toEqual([
      { deep: true },
      expect.objectContaining({ 'detail-type': 'Scheduled Event', time: '2026-01-01T10:02:00Z' }),
    ]);
  });

  describe('serves the HTTP API', () => {
    const call = async (path: string, init: RequestInit = {}) =>
      await fetch(cloud.endpoints.api + path, init);

    it('by the most specific route', async () => {
      expect(await (await call('/items/7?a=1&a=2')).json()).toMatchObject({
        version: '2.0',
        routeKey: 'GET /items/{item}',
        pathParameters: { item: '7' },
        queryStringParameters: { a: '1,2' },
      });
      expect(await (await call('/items/7', { method: 'POST', body: '{}' })).json()).toMatchObject({
        routeKey: '$default',
        body: '{}',
      });
    });

    it('with bytes both ways', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const answer = await call('/bytes', { method: 'POST', body: bytes });
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    });

    it.each(['/throw', '/exit', '/large'])('and answers 500 at %s', async (path) => {
      const answer = await call(path);
      expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
      expect((await call('/')).status).toBe(200);
    });

    it('and refuses a body of more than 6 MB', async () => {
      const answer = await call('/', { method: 'POST', body: 'x'.repeat(7 * 1024 ** 2) });
      expect(answer.status).toBe(413);
    });
  });

  it('keeps a second cloud off its directory', async () => {
    const second = startLocalCloud({
      dataDirectory,
      port: 0,
      serviceFile: resolve('test/fixtures/handlers/serverless.yml'),
    });
    await expect(second).rejects.toMatchObject({
      details: { reason: expect.stringContaining('another local cloud') },
    });
  });

  it('refuses a port that is taken, and leaves nothing running', async () => {
    const other = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    const port = Number(new URL(cloud.endpoints.api).port);
    const serviceFile = resolve('test/fixtures/handlers/serverless.yml');
    await expect(startLocalCloud({ dataDirectory: other, port, serviceFile })).rejects.toMatchObject({
      details: { reason: expect.stringContaining('in use') },
    });
    await (await startLocalCloud({ dataDirectory: other, port: 0, serviceFile })).stop();
    rmSync(other, { recursive: true });
  });
});
