import { Deque } from './deque.ts';
import type { MessageLine } from './message-line.ts';
import type { QueueMessage } from './queue-message.ts';

/** First come, first served; a message that comes back goes to the end. */
export class StandardLine implements MessageLine {
  readonly #messages = new Deque<QueueMessage>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get hasNext(): boolean {
    return this.#size > 0;
  }

  enter(message: QueueMessage): void {
    message.place = 'visible';
    this.#messages.push(message);
    this.#size++;
  }

  /** Its room in the line is skipped later: finding it now would take time. */
  leave(message: QueueMessage): void {
    message.place = 'gone';
    this.#size--;
  }

  take(limit: number, deliver: (message: QueueMessage) => boolean): void {
    let takenCount = 0;
    while (takenCount < limit) {
      const message = this.#messages.shift();
      if (message === undefined) return;
      if (message.place !== 'visible') continue;
      message.place = 'taken';
      this.#size--;
      if (deliver(message)) takenCount++;
    }
  }

  land(): void {}
}
