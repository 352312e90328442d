import { Deque } from './deque.ts';
import type { QueueMessage } from './queue-message.ts';

/** The messages of one group of a FIFO queue, in the order in which they were sent. */
export class MessageGroup {
  readonly id: string;
  /** Visible messages. */
  visibleCount = 0;
  inFlightCount = 0;
  /** Whether the queue's line holds this group. */
  isLined = false;
  readonly #waiting = new Deque<QueueMessage>();
  /** Messages that came back: all of them before those that wait, and few, for a group is in flight once at a time. */
  readonly #returned: QueueMessage[] = [];
  #lastSequence = 0;

  constructor(id: string) {
    this.id = id;
  }

  enter(message: QueueMessage): void {
    message.place = 'visible';
    this.visibleCount++;
    const sequence = sequenceOf(message);
    if (sequence > this.#lastSequence) {
      this.#waiting.push(message);
      this.#lastSequence = sequence;
    } else {
      const index = this.#returned.findLastIndex((other) => sequenceOf(other) < sequence);
      this.#returned.splice(index + 1, 0, message);
    }
  }

  /** The first visible message. */
  shift(): QueueMessage | undefined {
    for (;;) {
      const message = this.#isReturnedFirst() ? this.#returned.shift() : this.#waiting.shift();
      if (message === undefined) return undefined;
      if (message.place !== 'visible') continue;
      message.place = 'taken';
      this.visibleCount--;
      return message;
    }
  }

  #isReturnedFirst(): boolean {
    const returned = this.#returned[0];
    const waiting = this.#waiting.peek();
    if (returned === undefined || waiting === undefined) return returned !== undefined;
    return sequenceOf(returned) < sequenceOf(waiting);
  }
}

const sequenceOf = (message: QueueMessage): number => message.stored.sequence ?? 0;
