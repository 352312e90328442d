import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RunEvent } from '../model/run.ts';
import type { EventQueue } from '../ports/queues.ts';
import { sendAll } from './sqs-send-all.ts';

/**
 * Events on a FIFO queue, grouped by run. Each send is one of its own: a queue keeps what it takes for the same for five
 * minutes, and within these a run may well be stopped twice, or a stage be planned again.
 */
export class SqsEventQueue implements EventQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async send(events: readonly RunEvent[]): Promise<void> {
    const entries = events.map((event) => ({
      MessageBody: JSON.stringify(event),
      MessageGroupId: event.runId,
      MessageDeduplicationId: randomUUID(),
    }));
    // One batch after the other keeps the order.
    await sendAll(this.#client, this.#url, { entries, concurrency: 1 });
  }
}
