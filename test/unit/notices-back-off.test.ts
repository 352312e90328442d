import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueUrlOfArn } from '../../lib/adapters/queue-url-of-arn.ts';
import { pauseSeconds, type ReturnToQueue } from '../../lib/handlers/return-sooner.ts';
import { sqsHandler } from '../../lib/handlers/sqs-handler.ts';
import { silentLog } from './notices-fixtures.ts';

const record = (messageId: string, receiveCount = 1): SQSRecord => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body: messageId,
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: '0',
    SenderId: 'someone',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:Jobs',
  awsRegion: 'eu-west-1',
});

const handle = async (records: readonly SQSRecord[], handBack: ReturnToQueue) => {
  const { log, lines } = silentLog();
  const handler = sqsHandler(
    log,
    async ({ body }) => {
      if (body.startsWith('bad')) throw new Error('no');
    },
    handBack,
  );
  // The handler asks nothing of its context.
  const answer = (await handler({ Records: [...records] }, {} as never)) as SQSBatchResponse;
  return { failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), lines };
};

describe('a message that failed', () => {
  it('comes again after a pause of its own, and its neighbours do not come at all', async () => {
    const secondsById = new Map<string, number>();
    const { failed } = await handle(
      [record('good'), record('bad-new'), record('bad-old', 4)],
      async (returns) => {
        for (const { record, seconds } of returns) secondsById.set(record.messageId, seconds);
      },
    );
    expect(failed).toEqual(['bad-new', 'bad-old']);
    expect([...secondsById.keys()]).toEqual(failed);
    expect(secondsById.get('bad-new')).toBeLessThanOrEqual(5);
    expect(secondsById.get('bad-old')).toBeGreaterThanOrEqual(160);
  });

  it('stays failed when its pause could not be set, and the log says so', async () => {
    const { failed, lines } = await handle([record('bad')], async () => {
      throw new Error('throttled');
    });
    expect(failed).toEqual(['bad']);
    expect(lines.map(({ message }) => message)).toEqual([
      'message failed',
      'failed messages come again late',
    ]);
  });

  it('asks for no pause where none failed', async () => {
    const { failed } = await handle([record('good')], () => Promise.reject(new Error('asked')));
    expect(failed).toEqual([]);
  });
});

describe('the pause', () => {
  it('grows fourfold up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 12].map((count) => pauseSeconds(count, () => 1))).toEqual([
      5, 20, 80, 320, 900, 900, 900,
    ]);
  });

  it('is between half and whole, never none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, chance) => {
          const longest = pauseSeconds(count, () => 1);
          const pause = pauseSeconds(count, () => chance);
          expect(pause).toBeGreaterThanOrEqual(longest / 2);
          expect(pause).toBeLessThanOrEqual(longest);
        },
      ),
    );
  });
});

describe('the address of a queue', () => {
  it.each([
    ['arn:aws:sqs:eu-west-1:123456789012:Jobs', 'https://sqs.eu-west-1.amazonaws.com/123456789012/Jobs'],
    ['arn:aws-cn:sqs:cn-north-1:1:a.fifo', 'https://sqs.cn-north-1.amazonaws.com.cn/1/a.fifo'],
  ])('of %s is %s', (arn, url) => {
    expect(queueUrlOfArn(arn)).toBe(url);
  });
});
