import { queueArn } from '../manifest/find-address.ts';
import type { JournalEntry } from './journal-entry.ts';
import { LongPolls } from './long-polls.ts';
import type { Queue } from './queue.ts';
import { queueNameOfArn } from './queue-attributes.ts';
import { applyEntry, snapshotOf } from './queue-history.ts';
import type { SqsClock } from './sqs-clock.ts';
import { SqsError } from './sqs-error.ts';

/** Where changes are written. */
export interface ChangeLog {
  append(entry: JournalEntry): void;
  /** Settles when all that was appended is stored. */
  settled(): Promise<void>;
}

export interface QueueStoreOptions {
  readonly clock: SqsClock;
  /** Region in the ARNs of the queues. */
  readonly region: string;
}

/** All queues, and the one way to change them: by entries that are written as they are applied. */
export class QueueStore {
  readonly clock: SqsClock;
  readonly #region: string;
  readonly #queueByName = new Map<string, Queue>();
  readonly #pollsByQueue = new Map<Queue, LongPolls>();
  #log: ChangeLog | undefined;

  constructor({ clock, region }: QueueStoreOptions) {
    this.clock = clock;
    this.#region = region;
  }

  /** From here on changes are written; what was applied before is known to be. */
  writeTo(log: ChangeLog): void {
    this.#log = log;
  }

  /** Applies an entry that is written already. */
  replay(entry: JournalEntry): void {
    applyEntry(this.#queueByName, entry, this.clock.now());
  }

  /** The fewest entries that lead to the same queues. */
  snapshot(): Iterable<JournalEntry> {
    return snapshotOf(this.#queueByName, this.clock.now());
  }

  /** Makes a change, and has it written: `settled` tells when. */
  commit(entry: JournalEntry): void {
    this.#log?.append(entry);
    this.replay(entry);
    if ('queue' in entry) this.wake(entry.queue);
    if (entry.op === 'moved') this.wake(entry.to);
  }

  /** Settles when every change so far is on the disk. */
  async settled(): Promise<void> {
    await this.#log?.settled();
  }

  find(name: string): Queue | undefined {
    return this.#queueByName.get(name);
  }

  /** @throws SqsError QueueDoesNotExist */
  load(name: string): Queue {
    const queue = this.#queueByName.get(name);
    if (queue === undefined) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  /** @throws SqsError ResourceNotFoundException */
  loadByArn(arn: string): Queue {
    const queue = this.#queueByName.get(queueNameOfArn(arn));
    if (queue !== undefined) return queue;
    throw new SqsError(
      'ResourceNotFoundException',
      'The resource that you specified for the ARN does not exist.',
    );
  }

  queues(): readonly Queue[] {
    return [...this.#queueByName.values()];
  }

  arnOf(queue: Queue): string {
    return queueArn(this.#region, queue.name);
  }

  /** Those who wait for messages of a queue. */
  pollsOf(queue: Queue): LongPolls {
    const known = this.#pollsByQueue.get(queue);
    if (known !== undefined) return known;
    const polls = new LongPolls(queue, this.clock);
    this.#pollsByQueue.set(queue, polls);
    return polls;
  }

  /** Has those who wait for messages of a queue look again. */
  wake(name: string): void {
    const queue = this.#queueByName.get(name);
    if (queue !== undefined) this.#pollsByQueue.get(queue)?.wake();
  }

  /** Ends all waiting, with nothing. */
  endPolls(): void {
    for (const polls of this.#pollsByQueue.values()) polls.end();
  }

  deleteQueue(queue: Queue): void {
    this.commit({ op: 'queue-deleted', queue: queue.name });
    this.#pollsByQueue.get(queue)?.end();
    this.#pollsByQueue.delete(queue);
  }
}
