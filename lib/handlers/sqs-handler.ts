import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { toRunError } from '../errors/to-run-error.ts';
import type { Log } from '../ports/log.ts';
import { type ReturnToQueue, returnSooner } from './return-sooner.ts';

/**
 * A function over an SQS mapping that does each message on its own: the ones that fail are logged and told to SQS by
 * their ids, so that their neighbours are not delivered again. They come again after a pause that grows each time.
 */
export const sqsHandler = (
  log: Log,
  doMessage: (record: SQSRecord) => Promise<void>,
  handBack?: ReturnToQueue,
) =>
  middy(async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const results = await Promise.allSettled(records.map(doMessage));
    const failed = records.flatMap(({ messageId }, index) => {
      const result = results[index];
      return result?.status === 'rejected' ? [{ messageId, reason: result.reason }] : [];
    });
    for (const { messageId, reason } of failed)
      log.error('message failed', { messageId, ...factsOf(reason) });
    await returnSooner(
      log,
      records.filter((_, index) => results[index]?.status === 'rejected'),
      handBack,
    );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });

/** The message of an error without a code may quote data, so its name has to do. */
const factsOf = (reason: unknown): Readonly<Record<string, unknown>> => ({
  code: toRunError(reason).error.code,
  name: reason instanceof Error ? reason.name : typeof reason,
});
