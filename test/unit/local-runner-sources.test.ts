import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedMessageIds } from '../../lib/local/sources/failed-message-ids.ts';
import { httpApiReply } from '../../lib/local/sources/http-api-reply.ts';
import { routeMatcher } from '../../lib/local/sources/match-route.ts';
import { largestPayloadBytes, payloadChunks } from '../../lib/local/sources/payload-chunks.ts';
import { type Alarm, SchedulePlayer } from '../../lib/local/sources/schedule-player.ts';
import { type ReceivedMessage, sqsEvent } from '../../lib/local/sources/sqs-event.ts';

const returned = (result: unknown) => ({ status: 'returned' as const, resultJson: JSON.stringify(result) });
const failure = { status: 'failed' as const, errorType: 'Error', errorMessage: 'no' };

describe('the messages of a batch that failed', () => {
  const failed = (result: unknown) => [...failedMessageIds(returned(result), ['a', 'b'], true)];
  const failures = (...ids: unknown[]) => ({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) });

  it.each([null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])('are none for %j', (result) => {
    expect(failed(result)).toEqual([]);
  });

  it('are those that the function names', () => {
    expect(failed(failures('b'))).toEqual(['b']);
    expect(failed(failures('b', 'a', 'b'))).toEqual(['b', 'a']);
  });

  it.each([
    ['an empty id', failures('')],
    ['no id', failures(null)],
    ['a wrongly named id', { batchItemFailures: [{ messageId: 'a' }] }],
    ['an id of no message', failures('a', 'c')],
    ['no list', { batchItemFailures: 'a' }],
    ['a text', 'done'],
  ])('are all when the answer has %s', (_, result) => {
    expect(failed(result)).toEqual(['a', 'b']);
  });

  it('are all when the function failed', () => {
    expect(failedMessageIds(failure, ['a', 'b'], true).size).toBe(2);
    expect(failedMessageIds(failure, ['a', 'b'], false).size).toBe(2);
  });

  it('are none when the mapping asks for no report, whatever the function returns', () => {
    expect(failedMessageIds(returned(failures('a')), ['a', 'b'], false).size).toBe(0);
  });
});

describe('a batch too large for one event', () => {
  const message = (size: number, index: number): ReceivedMessage => ({
    MessageId: String(index),
    ReceiptHandle: String(index),
    Body: '"'.repeat(size),
    MD5OfBody: '',
  });

  it('is split so that every event fits, in order and with nothing lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1024 ** 2 }), { maxLength: 10 }), (sizes) => {
        const messages = sizes.map(message);
        const chunks = payloadChunks(messages);
        expect(chunks.flat()).toEqual(messages);
        for (const chunk of chunks) {
          const event = JSON.stringify(sqsEvent(chunk, { queueArn: 'arn', region: 'eu-west-1' }));
          expect(event.length).toBeLessThanOrEqual(largestPayloadBytes);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('routes', () => {
  const routeKeys = [
    '$default',
    'ANY /runs/{rest+}',
    'GET /runs/{run}',
    'GET /runs/latest',
    'ANY /runs/{run}',
    'POST /',
  ];
  const find = routeMatcher(new Map(routeKeys.map((key) => [key, key])));

  it.each([
    ['GET', '/runs/latest', 'GET /runs/latest', undefined],
    ['GET', '/runs/7', 'GET /runs/{run}', { run: '7' }],
    ['PUT', '/runs/7', 'ANY /runs/{run}', { run: '7' }],
    ['GET', '/runs/7/log', 'ANY /runs/{rest+}', { rest: '7/log' }],
    ['GET', '/runs/a%20b', 'GET /runs/{run}', { run: 'a b' }],
    ['GET', '/runs/%zz', 'GET /runs/{run}', { run: '%zz' }],
    ['POST', '/', 'POST /', undefined],
    ['GET', '/', '$default', undefined],
    ['GET', '/elsewhere/x', '$default', undefined],
  ])('%s %s is %s', (method, path, routeKey, pathParameters) => {
    expect(find(method, path)).toEqual({ routeKey, target: routeKey, pathParameters });
  });

  it('that match nothing give nothing', () => {
    expect(routeMatcher(new Map([['GET /a.b', 1]]))('GET', '/axb')).toBeUndefined();
  });
});

describe('the answer to a request', () => {
  it('is what the function says', () => {
    const result = {
      statusCode: 201,
      headers: { 'Content-Type': 'a/b', 'x-count': 3 },
      cookies: ['a=1', 'b=2'],
      body: 'ü',
    };
    expect(httpApiReply(returned(result))).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'a/b', 'x-count': '3', 'set-cookie': ['a=1', 'b=2'] },
      body: 'ü',
    });
  });

  it('is bytes when the body is base64', () => {
    const { body } = httpApiReply(returned({ statusCode: 200, body: '/wA=', isBase64Encoded: true }));
    expect(body).toEqual(Buffer.from([0xff, 0]));
  });

  it('is the JSON of a result without status code', () => {
    expect(httpApiReply(returned({ a: 1 }))).toMatchObject({ statusCode: 200, body: '{"a":1}' });
  });

  it.each([failure, returned({ statusCode: 'x' }), returned({ statusCode: 200, body: {} })])(
    'is an internal server error for %j',
    (outcome) => {
      expect(httpApiReply(outcome)).toMatchObject({
        statusCode: 500,
        body: '{"message":"Internal Server Error"}',
      });
    },
  );
});

/** Time that passes only when somebody waits for it, and stops at an hour. */
const fakeAlarm = (end: number): Alarm & { pass: (ms: number) => void } => {
  let now = 0;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    waitUntil: (at, signal) => {
      if (at <= end) {
        now = Math.max(now, at);
        return Promise.resolve();
      }
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
};

describe('a schedule', () => {
  const minute = 60_000;
  const play = async (expression: string, takes: (firing: number) => number) => {
    const alarm = fakeAlarm(10 * minute);
    const firings: number[] = [];
    const isIdle = Promise.withResolvers<void>();
    const player = new SchedulePlayer({
      expression,
      alarm: {
        ...alarm,
        waitUntil: (at, signal) => {
          if (at > 10 * minute) isIdle.resolve();
          return alarm.waitUntil(at, signal);
        },
      },
      fire: async (at) => {
        firings.push(at / minute);
        alarm.pass(takes(firings.length));
      },
    });
    await isIdle.promise;
    await player.stop();
    return firings;
  };

  it('fires on time, however long its function takes', async () => {
    expect(await play('rate(3 minutes)', () => 2 * minute)).toEqual([3, 6, 9]);
    expect(await play('cron(0/4 * * * ? *)', () => 1000)).toEqual([4, 8]);
  });

  it('fires once for all that fell due while its function was running', async () => {
    expect(await play('rate(1 minute)', (firing) => (firing === 1 ? 7.5 * minute : 0))).toEqual([1, 9.5]);
    expect(await play('cron(* * * * ? *)', (firing) => (firing === 1 ? 7.5 * minute : 0))).toEqual([
      1, 9, 10,
    ]);
  });

  it('that never fires again leaves nothing behind', async () => {
    const player = new SchedulePlayer({ expression: 'cron(0 0 1 1 ? 1970)', fire: async () => undefined });
    await player.stop();
  });
});
