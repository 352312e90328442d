import { createHash } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RunEvent } from '../model/run.ts';
import type { EventQueue } from '../ports/queues.ts';
import { sendAll } from './sqs-send-all.ts';

/** Events on a FIFO queue, grouped by run. An event with the same content within five minutes is the same event. */
export class SqsEventQueue implements EventQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
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
    // One batch after the other keeps the order.
    await sendAll(this.#client, this.#url, { entries, concurrency: 1 });
  }
}
