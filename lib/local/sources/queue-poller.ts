import { setTimeout as wait } from 'node:timers/promises';
import type { QueueMapping } from '../manifest/service-manifest.ts';
import type { InvocationOutcome, InvocationStart } from '../runner/invocation.ts';
import type { LocalLog } from '../runner/local-log.ts';
import { failedMessageIds } from './failed-message-ids.ts';
import { payloadChunks } from './payload-chunks.ts';
import type { QueueClient } from './queue-client.ts';
import { type QueueSource, type ReceivedMessage, sqsEvent } from './sqs-event.ts';

export interface QueuePollerOptions {
  readonly client: QueueClient;
  readonly queueUrl: string;
  readonly source: QueueSource;
  readonly mapping: QueueMapping;
  /** Most batches under way at once. */
  readonly concurrency: number;
  /** Most batches besides, of groups of which nothing is in flight: nobody waits for the long work of others. */
  readonly quietConcurrency: number;
  readonly invoke: (eventJson: string, start: InvocationStart) => Promise<InvocationOutcome>;
  readonly log: LocalLog;
}

interface Polling {
  readonly concurrency: number;
  readonly groups: 'all' | 'quiet';
}

const longPollSeconds = 20;
const pauseAfterErrorMs = 500;

/**
 * Plays an SQS event source mapping: receives batches, calls the function, deletes what did not fail. What failed
 * stays invisible until its visibility timeout, as on AWS; the queue's redrive policy sees to the dead letters. A
 * FIFO queue itself gives no further message of a group while one is in flight, which keeps its order.
 */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #batches = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #polling: Promise<unknown>;

  constructor(options: QueuePollerOptions) {
    this.#options = options;
    const { concurrency, quietConcurrency } = options;
    this.#polling = Promise.all([
      this.#poll({ concurrency, groups: 'all' }),
      this.#poll({ concurrency: quietConcurrency, groups: 'quiet' }),
    ]);
  }

  /** Whether the queue has messages, or the function some of them. */
  async isBusy(): Promise<boolean> {
    const { client, queueUrl } = this.#options;
    return this.#batches.size > 0 || (await client.countMessages(queueUrl)) > 0;
  }

  /** Receives no further message and waits for the batches under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await Promise.all(this.#batches);
  }

  async #poll({ concurrency, groups }: Polling): Promise<void> {
    const { signal } = this.#stopping;
    const batches = new Set<Promise<void>>();
    while (!signal.aborted && concurrency > 0) {
      if (batches.size >= concurrency) {
        await Promise.race(batches);
        continue;
      }
      for (const chunk of payloadChunks(await this.#receiveBatch(groups))) {
        const batch = this.#play(chunk, groups === 'quiet' ? 'at-once' : 'in-turn').finally(() => {
          batches.delete(batch);
          this.#batches.delete(batch);
        });
        batches.add(batch);
        this.#batches.add(batch);
      }
    }
  }

  async #receiveBatch(groups: Polling['groups']): Promise<readonly ReceivedMessage[]> {
    const { batchSize, batchingWindowSeconds } = this.#options.mapping;
    const receive = (maxCount: number, waitSeconds: number) =>
      this.#receive({ maxCount, waitSeconds, groups });
    const messages = [...(await receive(batchSize, longPollSeconds))];
    const windowEnd = Date.now() + batchingWindowSeconds * 1000;
    while (messages.length > 0 && messages.length < batchSize && !this.#stopping.signal.aborted) {
      const secondsLeft = Math.ceil((windowEnd - Date.now()) / 1000);
      if (secondsLeft <= 0) break;
      messages.push(...(await receive(batchSize - messages.length, Math.min(secondsLeft, longPollSeconds))));
    }
    return messages;
  }

  async #receive(
    receipt: Omit<Parameters<QueueClient['receive']>[1], 'signal'>,
  ): Promise<readonly ReceivedMessage[]> {
    const { client, queueUrl } = this.#options;
    const { signal } = this.#stopping;
    try {
      return await client.receive(queueUrl, { ...receipt, signal });
    } catch (error) {
      if (signal.aborted) return [];
      this.#log('polling failed', { error: String(error) });
      await wait(pauseAfterErrorMs, undefined, { signal }).catch(() => undefined);
      return [];
    }
  }

  async #play(messages: readonly ReceivedMessage[], start: InvocationStart): Promise<void> {
    const { source, mapping, invoke } = this.#options;
    const outcome = await invoke(JSON.stringify(sqsEvent(messages, source)), start);
    const ids = messages.map((message) => message.MessageId);
    const failed = failedMessageIds(outcome, ids, mapping.reportsItemFailures);
    if (failed.size > 0)
      this.#log('messages stay in the queue', { failedCount: failed.size, batchSize: ids.length });
    const done = messages
      .filter((message) => !failed.has(message.MessageId))
      .map((message) => message.ReceiptHandle);
    for (let start = 0; start < done.length; start += 10) await this.#delete(done.slice(start, start + 10));
  }

  async #delete(receiptHandles: readonly string[]): Promise<void> {
    const { client, queueUrl } = this.#options;
    try {
      await client.delete(queueUrl, receiptHandles);
    } catch (error) {
      // They will be delivered once more, which functions must stand anyhow.
      this.#log('deleting messages failed', { error: String(error) });
    }
  }

  #log(message: string, facts: Readonly<Record<string, unknown>>): void {
    this.#options.log.write('cloud', 'WARN', { message, queue: this.#options.mapping.queue, ...facts });
  }
}
