import { Agent, request } from 'node:http';
import type { ReceivedMessage } from './sqs-event.ts';

const messageCounts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
];

interface Receipt {
  readonly maxCount: number;
  readonly waitSeconds: number;
  readonly groups: 'all' | 'quiet';
  readonly signal: AbortSignal;
}

/** Talks to the queue server as the AWS SDK does, without loading it into the main thread. */
export class QueueClient {
  readonly #endpoint: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Up to ten messages; waits up to `waitSeconds` for the first. */
  async receive(
    queueUrl: string,
    { maxCount, waitSeconds, groups, signal }: Receipt,
  ): Promise<readonly ReceivedMessage[]> {
    const input = {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(maxCount, 10),
      WaitTimeSeconds: waitSeconds,
      FromQuietGroups: groups === 'quiet',
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    // The server is ours: it answers with what its own contract tests hold it to.
    const output = (await this.#call('ReceiveMessage', input, signal)) as { Messages?: ReceivedMessage[] };
    return output.Messages ?? [];
  }

  /** Deletes up to ten messages. */
  async delete(queueUrl: string, receiptHandles: readonly string[]): Promise<void> {
    const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    await this.#call('DeleteMessageBatch', { QueueUrl: queueUrl, Entries });
  }

  /** Messages of a queue, be they to be had, delayed or with somebody. */
  async countMessages(queueUrl: string): Promise<number> {
    const output = await this.#call('GetQueueAttributes', {
      QueueUrl: queueUrl,
      AttributeNames: messageCounts,
    });
    const { Attributes: attributes } = output as { Attributes: Readonly<Record<string, string>> }; // as above
    return messageCounts.reduce((sum, name) => sum + Number(attributes[name]), 0);
  }

  close(): void {
    this.#agent.destroy();
  }

  #call(action: string, input: object, signal?: AbortSignal): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    const call = request(this.#endpoint, {
      method: 'POST',
      agent: this.#agent,
      headers,
      ...(signal && { signal }),
    });
    call.on('error', reject);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${action} was refused: ${body.__type} ${body.message}`));
      });
    });
    call.end(JSON.stringify(input));
    return promise;
  }
}
