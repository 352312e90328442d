import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/**
 * A function over an SQS mapping that does each message on its own: the ones that fail are told to SQS by their ids, so
 * that their neighbours are not delivered again.
 */
export const sqsHandler = (doMessage: (record: SQSRecord) => Promise<void>) =>
  middy(async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const results = await Promise.allSettled(event.Records.map(doMessage));
    return { batchItemFailures: failedOf(event.Records, results) };
  });

const failedOf = (records: readonly SQSRecord[], results: readonly PromiseSettledResult<void>[]) =>
  records
    .filter((_, index) => results[index]?.status === 'rejected')
    .map(({ messageId }) => ({ itemIdentifier: messageId }));
