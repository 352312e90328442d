import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrlOfArn } from './queue-url-of-arn.ts';

const batchSize = 10;

interface ReturnedMessage {
  readonly record: { readonly eventSourceARN: string; readonly receiptHandle: string };
  /** Until it is shown again, 0 to 43,200. */
  readonly seconds: number;
}

let client: SQSClient | undefined;

/** Shows messages of a queue again after some seconds each, to whoever receives from it. */
export const returnToQueue = async (returned: readonly ReturnedMessage[]): Promise<void> => {
  // The address of a queue in an event is its ARN; which host it has, the client knows.
  client ??= new SQSClient({ useQueueUrlAsEndpoint: false });
  for (let start = 0; start < returned.length; start += batchSize) {
    const batch = returned.slice(start, start + batchSize);
    const QueueUrl = queueUrlOfArn(batch[0]?.record.eventSourceARN ?? '');
    const Entries = batch.map(({ record, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};
