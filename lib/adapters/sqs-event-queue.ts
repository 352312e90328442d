import { createHash } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RunEvent } from '../model/run.ts';
import type { EventQueue } from '../ports/queues.ts';
import { sendAll } from './sqs-send-all.ts';

/** Events in one FIFO queue, a group for each run: a run's events come in the order of sending. */
export class SqsEventQueue implements EventQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async send(events: readonly RunEvent[]): Promise<void> {
    const entries = events.map((event) => {
      const body = JSON.stringify(event);
      return {
        MessageBody: body,
        MessageGroupId: event.runId,
        MessageDeduplicationId: createHash('sha256').update(body).digest('hex'),
      };
    });
    // One batch at a time keeps the order.
    await sendAll(this.#client, this.#queueUrl, { entries, concurrency: 1 });
  }
}
