import { Deque } from './deque.ts';

/** What a FIFO queue remembers of a message that it has taken. */
export interface SentBefore {
  readonly key: string;
  readonly messageId: string;
  readonly sequence: number;
  readonly sentAt: number;
}

const windowMs = 5 * 60 * 1000;

/** The deduplication ids of the last five minutes: a message sent again within them is not sent twice. */
export class DeduplicationWindow {
  readonly #sentByKey = new Map<string, SentBefore>();
  readonly #inOrder = new Deque<SentBefore>();

  find(key: string, now: number): SentBefore | undefined {
    this.#forgetBefore(now - windowMs);
    return this.#sentByKey.get(key);
  }

  add(sent: SentBefore): void {
    this.#sentByKey.set(sent.key, sent);
    this.#inOrder.push(sent);
  }

  /** All that it still remembers. */
  entries(now: number): Iterable<SentBefore> {
    this.#forgetBefore(now - windowMs);
    return this.#sentByKey.values();
  }

  #forgetBefore(time: number): void {
    for (let oldest = this.#inOrder.peek(); oldest && oldest.sentAt <= time; oldest = this.#inOrder.peek()) {
      this.#inOrder.shift();
      if (this.#sentByKey.get(oldest.key) === oldest) this.#sentByKey.delete(oldest.key);
    }
  }
}
