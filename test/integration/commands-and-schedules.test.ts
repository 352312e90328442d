import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import type { Alarm } from '../../lib/local/sources/schedule-player.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';
import { runCli } from '../e2e/run-cli.ts';
import { callApi, type Item } from './call-api.ts';

/** Schedules of the service file fire when the test says so. */
const openAlarm = () => {
  let waiting: (() => void)[] = [];
  const alarm: Alarm = {
    now: () => Date.now(),
    waitUntil: (_at, signal) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve());
      }),
  };
  const ring = (): void => {
    const due = waiting;
    waiting = [];
    for (const resolve of due) resolve();
  };
  return { alarm, ring };
};

const { alarm, ring } = openAlarm();
let folder: string;
let cloud: LocalCloud;
let sqs: SQSClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-commands-'));
  cloud = await startLocalCloud({ dataDirectory: join(folder, 'cloud'), port: 0, workers: 2, alarm });
  const { region, credentials, endpoints } = cloud;
  sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
});
afterAll(async () => {
  sqs.destroy();
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

const call = <Answer = Item>(method: string, path: string, body?: unknown): Promise<Answer> =>
  callApi<Answer>(cloud, method, path, body);

const until = async <Answer>(
  ask: () => Promise<Answer>,
  isIt: (answer: Answer) => boolean,
): Promise<Answer> => {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await delay(50);
  }
  return ask();
};

/** The local cloud calls a queue like its resource. */
const queueUrl = (name: string): string => `${cloud.endpoints.sqs}/000000000000/${name}`;
const send = async (message: unknown): Promise<string> => {
  const MessageBody = typeof message === 'string' ? message : JSON.stringify(message);
  const { MessageId = '' } = await sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl('CommandQueue'), MessageBody }),
  );
  return MessageId;
};
const cli = (...args: readonly string[]) =>
  runCli(args, {
    env: {
      SLUICE_ENDPOINT: cloud.endpoints.api,
      AWS_ENDPOINT_URL_SQS: cloud.endpoints.sqs,
      SLUICE_USER: 'ben',
    },
  });
const makeDataset = async (name: string): Promise<void> => {
  const objects = openBucket(cloud.bucket, {
    endpoint: cloud.endpoints.s3,
    region: cloud.region,
    credentials: cloud.credentials,
  });
  await objects.write(`inbox/default/${name}/a.jsonl`, Buffer.from('{"text":"one"}\n{"text":"two"}\n'));
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify({ datasetType: 'pretrain', datasetName: name }));
  expect(await cli('send', 'import-folder', name, '--manifest', file)).toMatchObject({ code: 0 });
  await until(
    () => call('GET', `data-connections/${name}`),
    ({ status }) => status === 'SUCCESS',
  );
};
const makeTask = (dataset: string) =>
  call('POST', 'refine-jobs', {
    dataset,
    recipe: { operators: [{ id: 'text-length-filtering', params: { min: 1 } }] },
    output: { dataset: `${dataset}-clean` },
  });
const whenGenerated = (task: Item) =>
  until(
    () => call('GET', `refine-jobs/${task.id}`),
    (it) => it['latest_status'] === 'DATASET_GENERATED',
  );
const runsOf = async (task: Item): Promise<readonly Item[]> => {
  const { runs } = await call<{ runs: readonly (Item & { parent: Item })[] }>('GET', 'runs?limit=100');
  return runs.filter(({ parent }) => parent.id === task.id);
};

describe('the command queue of the local cloud', () => {
  it('imports a folder and starts its task once, whoever sends and however often', async () => {
    await makeDataset('queued');
    expect(await call('GET', 'datasets/queued')).toMatchObject({ status: 'ONLINE', sample_count: 2 });

    const task = await makeTask('queued');
    for (let sending = 0; sending < 2; sending++) {
      await send({ command: 'start-task', task: task.id, id: 'nightly-1' });
      await until(
        () => call<{ total_number: number }>('GET', 'traces?trace_name=acceptCommand&limit=1'),
        ({ total_number: count }) => count >= 2 + sending,
      );
      await whenGenerated(task);
    }
    expect(await runsOf(task)).toHaveLength(1);
    const { traces } = await call<{ traces: readonly Item[] }>('GET', 'traces?trace_name=acceptCommand');
    expect(traces).toHaveLength(3);
    expect(traces).toContainEqual(expect.objectContaining({ resource_name: 'import-folder', user: 'ben' }));
  });

  it('moves a message that is no command to the dead letters with its code', async () => {
    const id = await send('{"command":"start-task","task":');
    const { Messages: [letter] = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl('CommandDeadLetters'),
        WaitTimeSeconds: 20,
        MessageAttributeNames: ['All'],
      }),
    );
    expect(letter).toMatchObject({
      Body: '{"command":"start-task","task":',
      MessageAttributes: {
        ErrorCode: { StringValue: 'ModelArts.72060001' },
        ErrorMessage: { StringValue: 'Illegal argument [message]. it is not JSON' },
        MessageId: { StringValue: id },
      },
    });
    const { traces } = await until(
      () => call<{ traces: readonly Item[] }>('GET', 'traces?trace_name=refuseCommand'),
      (it) => it.traces.length > 0,
    );
    expect(traces).toMatchObject([
      { resource_id: id, trace_rating: 'warning', response: { error_code: 'ModelArts.72060001' } },
    ]);
  });

  it('is sent no message by `sluice send` that is no command, nor one that is only checked', async () => {
    const [wrong, checked] = await Promise.all([
      cli('send', 'stop-run', 'run-1', '--sample-count', '3'),
      cli('send', 'start-task', 'task-1', '--check'),
    ]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('ModelArts.72060001') });
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ command: 'start-task', user: 'ben' });
    expect(JSON.parse(checked.stdout)).not.toHaveProperty('message_id');
  });
});

describe('a schedule in the local cloud', () => {
  it('is made on the command line and starts its task when its slot has come', async () => {
    await makeDataset('scheduled');
    const task = await makeTask('scheduled');
    const options = ['--name', 'nightly', '--expression', 'cron(0 3 * * ? *)', '--task', task.id];
    const created = await cli('schedules', 'create', ...options);
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const { id } = JSON.parse(created.stdout);

    const slot = Date.now() - 1000;
    await putBack(id, slot);
    ring();
    const fired = await until(
      () => call<Item & { last?: { run?: string } }>('GET', `schedules/${id}`),
      ({ last }) => last?.run !== undefined,
    );
    expect(fired).toMatchObject({ last: { slot_time: slot }, status: 'ENABLED' });
    await whenGenerated(task);
    expect((await runsOf(task)).map((run) => run.id)).toEqual([fired.last?.run]);

    expect((await cli('schedules', 'disable', id)).code).toBe(0);
    expect(await call('GET', `schedules/${id}`)).toMatchObject({ status: 'DISABLED' });
    expect((await cli('schedules', 'delete', id)).code).toBe(0);
    expect((await cli('schedules', 'show', id)).code).toBe(4);
  });
});

/** Makes a schedule due, for nobody can wait until three o'clock. */
const putBack = async (id: string, slot: number): Promise<void> => {
  const { region, credentials, endpoints } = cloud;
  const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  const documents = new DynamoDocumentStore(client, 'StateTable');
  const found = await documents.find('schedule', 'default', id);
  if (found === undefined) throw new Error('no schedule');
  const document = { ...found.document, nextAt: slot };
  await documents.commit([{ kind: 'schedule', document, expectedRevision: found.revision }], []);
  client.destroy();
};
