import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrlOfArn } from './queue-url-of-arn.ts';

const batchSize = 10;

interface ReceivedRecord {
  readonly eventSourceARN: string;
  readonly receiptHandle: string;
}

let client: SQSClient | undefined;

/** Shows messages again after some seconds, to whoever receives from their queue. */
export const returnToQueue = async (
  records: readonly ReceivedRecord[],
  VisibilityTimeout: number,
): Promise<void> => {
  // The address of a queue in an event is its ARN; which host it has, the client knows.
  client ??= new SQSClient({ useQueueUrlAsEndpoint: false });
  for (let start = 0; start < records.length; start += batchSize) {
    const batch = records.slice(start, start + batchSize);
    const QueueUrl = queueUrlOfArn(batch[0]?.eventSourceARN ?? '');
    const Entries = batch.map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};
