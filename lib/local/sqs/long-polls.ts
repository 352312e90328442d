import type { Taking } from './message-line.ts';
import type { Queue } from './queue.ts';
import type { QueueMessage } from './queue-message.ts';
import type { SqsClock } from './sqs-clock.ts';

/** Someone who waits for messages. */
export interface Poll {
  /** Takes messages; none if there are none. */
  readonly receive: () => readonly QueueMessage[];
  /** Those who would have only some of the messages are served after the others. */
  readonly groups: Taking['groups'];
  /** When it has waited long enough. */
  readonly until: number;
  /** Aborted when whoever waits has gone away. */
  readonly signal?: AbortSignal | undefined;
}

interface WaitingPoll extends Poll {
  readonly resolve: (messages: readonly QueueMessage[]) => void;
}

/** Those who wait for messages of one queue; who came first is served first, of those who would have any message. */
export class LongPolls {
  readonly #queue: Queue;
  readonly #clock: SqsClock;
  readonly #waiting = new Set<WaitingPoll>();
  #isWaking = false;
  #cancelTimer: () => void = () => undefined;

  constructor(queue: Queue, clock: SqsClock) {
    this.#queue = queue;
    this.#clock = clock;
  }

  /** Settles with messages as soon as there are some, and with none when the wait is over. */
  wait(poll: Poll): Promise<readonly QueueMessage[]> {
    return new Promise((resolve) => {
      const waiting: WaitingPoll = { ...poll, resolve };
      this.#waiting.add(waiting);
      poll.signal?.addEventListener('abort', () => this.#finish(waiting, []), { once: true });
      if (poll.signal?.aborted) this.#finish(waiting, []);
      this.wake();
    });
  }

  /** Serves those who wait, once what goes on now is done: a batch of messages then goes out as one. */
  wake(): void {
    if (this.#isWaking || this.#waiting.size === 0) return;
    this.#isWaking = true;
    queueMicrotask(() => {
      this.#isWaking = false;
      this.#serve();
    });
  }

  /** Sends everyone away with nothing. */
  end(): void {
    for (const poll of this.#waiting) this.#finish(poll, []);
    this.#cancelTimer();
  }

  #serve(): void {
    const now = this.#clock.now();
    this.#queue.advance(now);
    const byGroups = Map.groupBy(this.#waiting, ({ groups }) => groups);
    for (const poll of [...(byGroups.get('all') ?? []), ...(byGroups.get('quiet') ?? [])]) {
      const messages = this.#queue.hasNext ? poll.receive() : [];
      if (messages.length > 0 || poll.until <= now) this.#finish(poll, messages);
    }
    this.#wakeInTime(now);
  }

  /** Time alone can end a wait: a hidden message becomes visible, or the wait is over. */
  #wakeInTime(now: number): void {
    this.#cancelTimer();
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of this.#waiting) next = Math.min(next, until);
    if (next === Number.POSITIVE_INFINITY) return;
    next = Math.min(next, this.#queue.nextDeadline ?? next);
    this.#cancelTimer = this.#clock.schedule(Math.max(1, next - now), () => this.wake());
  }

  #finish(poll: WaitingPoll, messages: readonly QueueMessage[]): void {
    if (this.#waiting.delete(poll)) poll.resolve(messages);
  }
}
