import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toS3EventMessage } from '../../lib/local/s3/object-event.ts';
import { type HttpApiRequest, httpApiEvent } from '../../lib/local/sources/http-api-event.ts';
import { scheduleEvent } from '../../lib/local/sources/schedule-event.ts';
import { type ReceivedMessage, sqsEvent } from '../../lib/local/sources/sqs-event.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import type { NoticeMessage } from '../../lib/notices/notice-message.ts';

const region = 'eu-west-1';
const at = Date.parse('2026-01-05T09:30:00.250Z');
const sample = (name: string): unknown => JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
const queueArn = (name: string): string => `arn:aws:sqs:${region}:000000000000:${name}`;

const received = (
  number: number,
  body: unknown,
  attributes: Readonly<Record<string, string>> = {},
): ReceivedMessage => ({
  MessageId: `00000000-0000-4000-8000-00000000000${number}`,
  ReceiptHandle: `handle-${number}`,
  Body: JSON.stringify(body),
  MD5OfBody: '00000000000000000000000000000000',
  Attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(at),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(at + 20),
    ...attributes,
  },
});

const request = (changes: Partial<HttpApiRequest>): HttpApiRequest => ({
  id: '00000000-0000-4000-8000-000000000009',
  at,
  method: 'GET',
  url: '/',
  protocol: 'HTTP/1.1',
  sourceIp: '127.0.0.1',
  headers: { host: '127.0.0.1:4747', 'user-agent': 'sluice' },
  body: Buffer.alloc(0),
  routeKey: '$default',
  pathParameters: undefined,
  ...changes,
});

describe('the sample events are what the local cloud makes', () => {
  it('of an uploaded object, as the upload queue delivers it', () => {
    const message = toS3EventMessage(
      {
        sequence: 17,
        name: 'ObjectCreated:Put',
        bucket: 'sluice-local-eu-west-1-data',
        key: 'inbox/main/support-chats/connection.json',
        at,
        requestId: '0000000000000011',
        configurationId: 'UploadQueue-0',
        queueArn: queueArn('UploadQueue'),
        sizeBytes: 212,
        etag: '5d41402abc4b2a76b9719d911017c592',
      },
      region,
    );
    expect(sqsEvent([received(1, message)], { queueArn: queueArn('UploadQueue'), region })).toEqual(
      sample('s3-object-created'),
    );
  });

  it('of a work message', () => {
    const work: WorkMessage = { runId: 'run-1', stage: 0, kind: 'validate', shard: 3, attempt: 1 };
    expect(sqsEvent([received(1, work)], { queueArn: queueArn('ValidateQueue'), region })).toEqual(
      sample('sqs-work-batch'),
    );
  });

  it('of the events of two runs, from a FIFO queue', () => {
    const fifo = (group: string, sequence: number) => ({
      MessageGroupId: group,
      MessageDeduplicationId: `${group}-${sequence}`,
      SequenceNumber: String(sequence).padStart(20, '0'),
    });
    const planned: RunEvent = { type: 'stage-planned', runId: 'run-1', stage: 0, attempt: 1, shardCount: 2 };
    const stop: RunEvent = { type: 'stop-requested', runId: 'run-2', stage: 1, attempt: 1, user: 'ada' };
    const messages = [received(1, planned, fifo('run-1', 1)), received(2, stop, fifo('run-2', 2))];
    expect(sqsEvent(messages, { queueArn: queueArn('EventQueue.fifo'), region })).toEqual(
      sample('sqs-event-batch-fifo'),
    );
  });

  it('of notices, for all and for one place', () => {
    const notice = {
      id: `run-1/run-failed/${at}`,
      type: 'run-failed',
      time: at,
      workspace: 'default',
      run: 'run-1',
      kind: 'import',
      parent: { kind: 'connection', id: 'web', name: 'web' },
      output: { dataset: 'web', version: 1 },
      error: {
        code: 'ModelArts.72020000',
        message: 'Internal Server Error.',
        details: { reason: 'its worker ended 5 times without an answer' },
      },
    } satisfies RunNotice;
    const messages: readonly NoticeMessage[] = [{ notice }, { notice, to: 'web-hook' }];
    const batch = messages.map((message, index) => received(index + 1, message));
    expect(sqsEvent(batch, { queueArn: queueArn('NoticeQueue'), region })).toEqual(
      sample('sqs-notice-batch'),
    );
  });

  it('of work that has become a dead letter', () => {
    const work: WorkMessage = { runId: 'run-1', stage: 0, kind: 'validate', shard: 3, attempt: 1 };
    const dead = received(1, work, { DeadLetterQueueSourceArn: queueArn('ValidateQueue') });
    expect(sqsEvent([dead], { queueArn: queueArn('DeadLetters'), region })).toEqual(
      sample('sqs-dead-work-batch'),
    );
  });

  it('of a schedule', () => {
    const id = '00000000-0000-4000-8000-000000000008';
    expect(scheduleEvent({ id, at, region, functionName: 'sweep' })).toEqual(sample('schedule'));
  });

  it('of a request without body', () => {
    const get = request({
      url: '/v1/runs?limit=10&status=running&status=failed',
      headers: {
        host: '127.0.0.1:4747',
        'user-agent': 'sluice',
        cookie: 'a=1; b=2',
        accept: 'application/json',
      },
    });
    expect(httpApiEvent(get)).toEqual(sample('http-api-get'));
  });

  it('of a request with a body', () => {
    const post = request({
      method: 'POST',
      url: '/v1/tasks/clean%20chats/start',
      headers: { host: '127.0.0.1:4747', 'user-agent': 'sluice', 'content-type': 'application/json' },
      body: Buffer.from('{"user":"ada"}'),
      routeKey: 'POST /v1/tasks/{task}/start',
      pathParameters: { task: 'clean chats' },
    });
    expect(httpApiEvent(post)).toEqual(sample('http-api-post'));
  });
});

describe('an event', () => {
  it('carries the attributes of a message in the spelling of Lambda', () => {
    const message = {
      ...received(1, {}),
      MessageAttributes: {
        note: { DataType: 'String', StringValue: 'x' },
        raw: { DataType: 'Binary', BinaryValue: 'AA==' },
      },
    };
    const { Records: records } = sqsEvent([message], { queueArn: queueArn('q'), region });
    expect(records[0]?.messageAttributes).toEqual({
      note: { dataType: 'String', stringValue: 'x', stringListValues: [], binaryListValues: [] },
      raw: { dataType: 'Binary', binaryValue: 'AA==', stringListValues: [], binaryListValues: [] },
    });
  });

  it.each(['application/octet-stream', 'image/png', undefined])(
    'carries a body of type %s as base64',
    (type) => {
      const event = httpApiEvent(
        request({ headers: { ...(type && { 'content-type': type }) }, body: Buffer.from([0xff, 0]) }),
      );
      expect(event).toMatchObject({ body: '/wA=', isBase64Encoded: true });
    },
  );

  it.each(['text/csv', 'application/json; charset=utf-8', 'application/problem+json', 'application/xml'])(
    'carries a body of type %s as text',
    (type) => {
      const event = httpApiEvent(request({ headers: { 'content-type': type }, body: Buffer.from('ü') }));
      expect(event).toMatchObject({ body: 'ü', isBase64Encoded: false });
    },
  );
});
