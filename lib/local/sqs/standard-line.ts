import { Deque } from './deque.ts';
import type { MessageLine, Taking } from './message-line.ts';
import type { QueueMessage } from './queue-message.ts';

/**
 * Message groups take turns, as in SQS's fair queues: who sends ten thousand messages does not keep the others waiting.
 * Within a group, and among messages without one, first come, first served; a message that comes back goes to the end.
 */
export class StandardLine implements MessageLine {
  readonly #messagesByGroup = new Map<string, Deque<QueueMessage>>();
  /** Groups that have messages, the one whose turn it is first. */
  readonly #turns = new Deque<string>();
  readonly #inFlightByGroup = new Map<string, number>();
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
    const groupId = groupOf(message);
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

  take({ limit, groups }: Taking, deliver: (message: QueueMessage) => boolean): void {
    for (let takenCount = 0; takenCount < limit; ) {
      const message = this.#next(groups);
      if (message === undefined) return;
      message.place = 'taken';
      this.#size--;
      if (!deliver(message)) continue;
      takenCount++;
      const groupId = groupOf(message);
      this.#inFlightByGroup.set(groupId, (this.#inFlightByGroup.get(groupId) ?? 0) + 1);
    }
  }

  land(message: QueueMessage): void {
    const groupId = groupOf(message);
    const left = (this.#inFlightByGroup.get(groupId) ?? 0) - 1;
    if (left > 0) this.#inFlightByGroup.set(groupId, left);
    else this.#inFlightByGroup.delete(groupId);
  }

  /** The next visible message of the group whose turn it is; a group that is passed over has had its turn. */
  #next(groups: Taking['groups']): QueueMessage | undefined {
    for (let turnCount = this.#turns.length; turnCount > 0; turnCount--) {
      const groupId = this.#turns.shift() ?? noGroup;
      const isWanted = groups === 'all' || !this.#inFlightByGroup.has(groupId);
      const message = isWanted ? this.#takeFrom(groupId) : undefined;
      if (this.#messagesByGroup.has(groupId)) this.#turns.push(groupId);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  #takeFrom(groupId: string): QueueMessage | undefined {
    const messages = this.#messagesByGroup.get(groupId);
    let message = messages?.shift();
    while (message !== undefined && message.place !== 'visible') message = messages?.shift();
    if (messages?.peek() === undefined) this.#messagesByGroup.delete(groupId);
    return message;
  }
}

const noGroup = '';

const groupOf = ({ stored: { groupId = noGroup } }: QueueMessage): string => groupId;
