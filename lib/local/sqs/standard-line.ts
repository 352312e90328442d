import { Deque } from './deque.ts';
import type { MessageLine } from './message-line.ts';
import type { QueueMessage } from './queue-message.ts';

/**
 * Message groups take turns, as in SQS's fair queues: who sends ten thousand messages does not keep the others waiting.
 * Within a group, and among messages without one, first come, first served; a message that comes back goes to the end.
 */
export class StandardLine implements MessageLine {
  readonly #messagesByGroup = new Map<string, Deque<QueueMessage>>();
  /** Groups that have messages, the one whose turn it is first. */
  readonly #turns = new Deque<string>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get hasNext(): boolean {
    return this.#size > 0;
  }

  enter(message: QueueMessage): void {
    message.place = 'visible';
    this.#size++;
    const { groupId = noGroup } = message.stored;
    const known = this.#messagesByGroup.get(groupId);
    const messages = known ?? new Deque<QueueMessage>();
    messages.push(message);
    if (known !== undefined) return;
    this.#messagesByGroup.set(groupId, messages);
    this.#turns.push(groupId);
  }

  /** Its room in the line is skipped later: finding it now would take time. */
  leave(message: QueueMessage): void {
    message.place = 'gone';
    this.#size--;
  }

  take(limit: number, deliver: (message: QueueMessage) => boolean): void {
    let takenCount = 0;
    while (takenCount < limit && this.#size > 0) {
      const message = this.#next();
      message.place = 'taken';
      this.#size--;
      if (deliver(message)) takenCount++;
    }
  }

  land(): void {}

  /** The next visible message of the group whose turn it is; there must be one of some group. */
  #next(): QueueMessage {
    for (;;) {
      const groupId = this.#turns.shift() ?? noGroup;
      const messages = this.#messagesByGroup.get(groupId);
      let message = messages?.shift();
      while (message !== undefined && message.place !== 'visible') message = messages?.shift();
      if (messages?.peek() === undefined) this.#messagesByGroup.delete(groupId);
      else this.#turns.push(groupId);
      if (message !== undefined) return message;
    }
  }
}

const noGroup = '';
