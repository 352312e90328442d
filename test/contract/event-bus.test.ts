import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventBridgeDestination } from '../../lib/adapters/event-bridge-destination.ts';
import { SnsDestination } from '../../lib/adapters/sns-destination.ts';
import { listBuses, readEvents } from '../../lib/local/events/read-events.ts';
import {
  type EventServer,
  journalPath,
  startEventServer,
} from '../../lib/local/events/start-event-server.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';

const notice: RunNotice = {
  id: 'run-1/stage-done/0/1790000000000',
  type: 'stage-done',
  time: 1_790_000_000_000,
  workspace: 'default',
  run: 'run-1',
  kind: 'import',
  parent: { kind: 'connection', id: 'web', name: 'web' },
  output: { dataset: 'web', version: 1 },
  stage: { index: 0, kind: 'validate', shardCount: 3 },
};

let directory: string;
let server: EventServer;
let client: EventBridgeClient;
const start = async () => {
  server = await startEventServer({ directory, buses: ['sluice-local'], region: 'eu-west-1' });
  client = new EventBridgeClient({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
};
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'event-bus-'));
  await start();
});
afterEach(async () => {
  client.destroy();
  await server.stop();
  rmSync(directory, { recursive: true });
});

const eventsOf = async (bus = 'sluice-local') => {
  const events: unknown[] = [];
  for await (const event of readEvents(directory, bus)) events.push(event);
  return events;
};

const put = (...entries: readonly PutEventsRequestEntry[]) =>
  client.send(new PutEventsCommand({ Entries: [...entries] }));

const entry: PutEventsRequestEntry = {
  EventBusName: 'sluice-local',
  Source: 'test',
  DetailType: 'thing',
  Detail: '{"n":1}',
};

describe('a notice on the event bus', () => {
  it('is an event of sluice whose type and detail are the notice’s', async () => {
    await new EventBridgeDestination(client, 'sluice-local').deliver(notice);
    expect(await eventsOf()).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'stage-done',
        source: 'sluice',
        account: '000000000000',
        time: '2026-09-21T14:13:20Z',
        region: 'eu-west-1',
        resources: [],
        detail: notice,
      },
    ]);
  });

  it('that the bus does not take is told again later', async () => {
    await expect(new EventBridgeDestination(client, 'nobody').deliver(notice)).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      details: { service: 'event bus', reason: 'ResourceNotFoundException' },
    });
  });
});

describe('the event bus', () => {
  it('takes the good entries of a request and says what is wrong with the others', async () => {
    const answer = await put(
      { ...entry, EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/sluice-local' },
      { ...entry, Source: undefined },
      { ...entry, DetailType: '' },
      { ...entry, Detail: 'none' },
      { ...entry, Detail: '[]' },
      { ...entry, Source: 'aws.s3' },
      { ...entry, EventBusName: '../journal' },
    );
    expect(answer.FailedEntryCount).toBe(6);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? EventId)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      'InvalidArgument',
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSource',
      'ResourceNotFoundException',
    ]);
    expect(await eventsOf()).toHaveLength(1);
  });

  it('has a bus called default, where events without a bus go', async () => {
    await put({ ...entry, EventBusName: undefined });
    expect([await eventsOf('default'), await eventsOf()]).toMatchObject([[{ source: 'test' }], []]);
    expect(listBuses(directory).toSorted()).toEqual(['default', 'sluice-local']);
  });

  it.each([
    ['no entries', '{"Entries":[]}', 'ValidationException'],
    ['eleven', JSON.stringify({ Entries: Array(11).fill(entry) }), 'ValidationException'],
    ['what is no JSON', '{', 'SerializationException'],
    [
      'too much',
      JSON.stringify({ Entries: [{ ...entry, Detail: 'x'.repeat(2 ** 21) }] }),
      'ValidationException',
    ],
  ])('refuses %s', async (_, body, code) => {
    const headers = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };
    const answer = await fetch(server.url, { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toMatchObject([400, { __type: code }]);
  });

  it('refuses every other operation', async () => {
    const answer = await fetch(server.url, {
      method: 'POST',
      body: '{}',
      headers: { 'x-amz-target': 'AWSEvents.PutRule' },
    });
    expect(await answer.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('keeps what it has taken, in order, over a restart, without the line that a crash cut short', async () => {
    const detail = (n: number): string => JSON.stringify({ n });
    await Promise.all(Array.from({ length: 30 }, (_, n) => put({ ...entry, Detail: detail(n) })));
    await server.stop();
    appendFileSync(journalPath(directory, 'sluice-local'), '{"version":"0","id":"half');
    await start();
    await put({ ...entry, Detail: detail(30) });
    const events = (await eventsOf()) as readonly { readonly detail: { readonly n: number } }[]; // as put above
    expect(events.map(({ detail: { n } }) => n).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 31 }, (_, n) => n),
    );
    expect(readFileSync(journalPath(directory, 'sluice-local'), 'utf8')).not.toContain('half');
  });

  it('can be followed', async () => {
    await put({ ...entry, Detail: '{"n":0}' });
    const stopping = new AbortController();
    const seen: unknown[] = [];
    for await (const { detail } of readEvents(directory, 'sluice-local', stopping.signal)) {
      seen.push(detail);
      if (seen.length === 1) await put({ ...entry, Detail: '{"n":1}' });
      else stopping.abort();
    }
    expect(seen).toEqual([{ n: 0 }, { n: 1 }]);
  });
});

describe('a notice on a topic', () => {
  it('is a message with its type and workspace to filter by', async () => {
    const sns = mockClient(SNSClient).on(PublishCommand).resolves({ MessageId: '1' });
    const topic = new SnsDestination('arn:topic', new SNSClient({ region: 'eu-west-1' }));
    await topic.deliver(notice);
    expect(sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        TopicArn: 'arn:topic',
        Message: JSON.stringify(notice),
        MessageAttributes: {
          type: { DataType: 'String', StringValue: 'stage-done' },
          workspace: { DataType: 'String', StringValue: 'default' },
        },
      },
    ]);
    sns.restore();
  });

  it('that could not be published is told again later', async () => {
    const sns = mockClient(SNSClient).on(PublishCommand).rejects(new Error('throttled'));
    const topic = new SnsDestination('arn:topic', new SNSClient({ region: 'eu-west-1' }));
    await expect(topic.deliver(notice)).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      retry: 'backoff',
      details: { service: 'topic' },
    });
    sns.restore();
  });
});
