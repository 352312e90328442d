import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { newRun } from '../../lib/engine/new-run.ts';
import { readEvents } from '../../lib/local/events/read-events.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { runCli } from '../e2e/run-cli.ts';

let dataDirectory: string;
let cloud: LocalCloud;
let isCloudUp = true;
let hook: Server;
const hooked: { readonly signature: unknown; readonly notice: RunNotice }[] = [];
const statuses: number[] = [503];

beforeAll(async () => {
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const status = statuses.shift() ?? 200;
    if (status === 200)
      hooked.push({
        signature: request.headers['sluice-signature'],
        notice: JSON.parse(Buffer.concat(chunks).toString()),
      });
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const address = hook.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env['WEB_HOOK_URL'] = `http://127.0.0.1:${port}/`;
  process.env['WEB_HOOK_SECRET'] = 'a secret';
  dataDirectory = mkdtempSync(join(tmpdir(), 'events-'));
  cloud = await startLocalCloud({ dataDirectory, port: 0, workers: 2 });
});
afterAll(async () => {
  delete process.env['WEB_HOOK_URL'];
  delete process.env['WEB_HOOK_SECRET'];
  if (isCloudUp) await cloud.stop();
  hook.close();
  rmSync(dataDirectory, { recursive: true });
});

const runUnderWay = newRun({
  id: 'run-under-way',
  kind: 'refine',
  mode: 'strict',
  publish: true,
  workspace: 'default',
  user: 'ann',
  parent: { kind: 'task', id: 'clean', name: 'clean' },
  output: { dataset: 'clean', version: 1 },
  createdAt: Date.now(),
});

const put = async (key: string, Body: string): Promise<void> => {
  const { region, credentials, bucket: Bucket, endpoints } = cloud;
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body }));
  s3.destroy();
};

const send = async (queue: string, MessageBody: string): Promise<void> => {
  const { region, credentials, endpoints } = cloud;
  const sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
  await sqs.send(new SendMessageCommand({ QueueUrl: `${endpoints.sqs}/000000000000/${queue}`, MessageBody }));
  sqs.destroy();
};

const upload = async (id: string): Promise<void> => {
  const manifest = { name: id, datasetType: 'pretrain', datasetName: id, publish: true };
  await put(`inbox/default/${id}/a.jsonl`, '{"text":"one"}\n{"text":"two"}\n');
  await put(`inbox/default/${id}/connection.json`, JSON.stringify(manifest));
  await cloud.idle();
};

const doctor = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runCli(['doctor', '--data', dataDirectory, '--json', ...args]);
  return { code, stderr, report: JSON.parse(stdout || '{}') };
};

const heard = async (): Promise<readonly RunNotice[]> => {
  const notices: RunNotice[] = [];
  for await (const event of readEvents(join(dataDirectory, 'events'), 'sluice-local')) {
    notices.push(event.detail as RunNotice); // only sendNotices puts events there
  }
  return notices;
};

describe('a local cloud', () => {
  it('tells the event bus and the web hook what happened to a run', async () => {
    await upload('books');
    const expected = ['run-started', 'run-succeeded', 'stage-done', 'stage-done', 'stage-done'];
    const onBus = new Set((await heard()).map(({ id, type }) => `${type} ${id}`));
    expect([...onBus].map((text) => text.split(' ')[0]).toSorted()).toEqual(expected);
    // The hook was down for its first request, which came again.
    expect(new Set(hooked.map(({ notice: { id, type } }) => `${type} ${id}`))).toEqual(onBus);
    expect(hooked[0]?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  });

  it('shows the events on the command line', async () => {
    const { code, stdout } = await runCli(['events', '--data', dataDirectory]);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).detail.id);
    expect([code, events]).toEqual([0, (await heard()).map(({ id }) => id)]);
  });

  it('is found healthy while it runs', async () => {
    expect(await doctor()).toMatchObject({ code: 0, report: { healthy: true, findings: [] } });
  });

  it('fails a run at once whose work is a dead letter, and tells of it', async () => {
    const { region, credentials, endpoints } = cloud;
    const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
    const documents = new DynamoDocumentStore(client, 'StateTable');
    const nowhere = { send: async () => undefined };
    await createRun({ documents, work: nowhere }, runUnderWay, { writes: [], traces: [] });
    const work = { runId: runUnderWay.id, stage: 0, kind: 'refine', shard: 'plan', attempt: 1 };
    await send('DeadLetters', JSON.stringify(work));
    await cloud.idle();
    expect((await documents.findRun(runUnderWay.id))?.document).toMatchObject({
      status: 'failed',
      error: { details: { reason: 'its worker ended 5 times without an answer' } },
    });
    client.destroy();
    expect(await heard()).toContainEqual(
      expect.objectContaining({ type: 'run-failed', run: runUnderWay.id }),
    );
  });

  it('keeps what a web hook refuses with its error, and tells it again once that is put right', async () => {
    statuses.push(404);
    await upload('papers');
    const { code, report } = await doctor();
    expect(code).toBe(1);
    expect(report.findings).toMatchObject([
      {
        check: 'dead-letters',
        severity: 'error',
        where: 'NoticeDeadLetters',
        what: expect.stringMatching(/ModelArts.72060001 .*it answered 404/),
        remedy: expect.stringContaining('sluice doctor --redrive NoticeDeadLetters'),
      },
    ]);
    const { report: redriven } = await doctor('--redrive', 'NoticeDeadLetters');
    expect(redriven.treatments).toEqual([{ where: 'NoticeDeadLetters', done: 'moved', count: 1 }]);
    await cloud.idle();
    const told = new Set(hooked.map(({ notice: { id } }) => id));
    expect((await heard()).filter(({ id }) => !told.has(id))).toEqual([]);
    expect(await doctor()).toMatchObject({ code: 0, report: { healthy: true } });
  });

  it('is found ill, and mended, also when it does not run', async () => {
    await send('UploadDeadLetters', 'not a notification');
    const left = join(dataDirectory, '.sluice-writing-left');
    await writeFile(left, 'half');
    await utimes(left, 0, 0);
    await cloud.stop();
    isCloudUp = false;
    const { code, report, stderr } = await doctor('--fix');
    expect([code, stderr]).toEqual([1, expect.stringContaining('no local cloud runs')]);
    expect(report.findings).toMatchObject([
      { check: 'dead-letters', severity: 'error', where: 'UploadDeadLetters', facts: { messages: 1 } },
      { check: 'temporary-file', severity: 'warning', where: left },
    ]);
    expect(report.treatments).toEqual([
      { where: 'UploadDeadLetters', done: 'moved', count: 1 },
      { where: left, done: 'deleted', count: 1 },
    ]);
    expect(await doctor()).toMatchObject({ code: 0, report: { healthy: true } });
  });

  it('has no queue of dead letters that is not there', async () => {
    const { code, stderr } = await runCli(['doctor', '--data', dataDirectory, '--redrive', 'nothing']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('UploadDeadLetters')]);
  });

  it('is not taken for what it is not', async () => {
    const { code, stderr } = await runCli(['doctor', '--data', join(dataDirectory, 'nothing-here')]);
    expect([code, stderr.includes('no data directory')]).toEqual([2, true]);
  });
});
