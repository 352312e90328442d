import { Deque } from './deque.ts';
import { MessageGroup } from './message-group.ts';
import type { MessageLine, Taking } from './message-line.ts';
import type { QueueMessage } from './queue-message.ts';

/** Groups take turns; a group with messages in flight waits, so that its messages are done in order. */
export class FifoLine implements MessageLine {
  readonly #groupById = new Map<string, MessageGroup>();
  /** Groups with visible messages and none in flight. */
  readonly #line = new Deque<MessageGroup>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get hasNext(): boolean {
    for (;;) {
      const group = this.#line.peek();
      if (group === undefined) return false;
      if (group.visibleCount > 0) return true;
      this.#line.shift();
      this.#putBack(group);
    }
  }

  enter(message: QueueMessage): void {
    const group = this.#groupOf(message);
    group.enter(message);
    this.#size++;
    this.#lineUp(group);
  }

  leave(message: QueueMessage): void {
    message.place = 'gone';
    this.#groupOf(message).visibleCount--;
    this.#size--;
  }

  /** No group is in flight twice, so all that may be received is of quiet ones. */
  take({ limit }: Taking, deliver: (message: QueueMessage) => boolean): void {
    let takenCount = 0;
    while (takenCount < limit) {
      const group = this.#line.shift();
      if (group === undefined) return;
      // The group counts as lined until its turn is over: what `deliver` does must not line it up a second time.
      takenCount += this.#takeFrom(group, limit - takenCount, deliver);
      this.#putBack(group);
    }
  }

  land(message: QueueMessage): void {
    const group = this.#groupOf(message);
    group.inFlightCount--;
    this.#lineUp(group);
  }

  #takeFrom(group: MessageGroup, limit: number, deliver: (message: QueueMessage) => boolean): number {
    let takenCount = 0;
    while (takenCount < limit) {
      const message = group.shift();
      if (message === undefined) break;
      this.#size--;
      if (!deliver(message)) continue;
      group.inFlightCount++;
      takenCount++;
    }
    return takenCount;
  }

  #putBack(group: MessageGroup): void {
    group.isLined = false;
    this.#lineUp(group);
  }

  #lineUp(group: MessageGroup): void {
    if (group.isLined || group.inFlightCount > 0) return;
    if (group.visibleCount === 0) {
      this.#groupById.delete(group.id);
      return;
    }
    group.isLined = true;
    this.#line.push(group);
  }

  #groupOf({ stored: { groupId = '' } }: QueueMessage): MessageGroup {
    const known = this.#groupById.get(groupId);
    if (known !== undefined) return known;
    const group = new MessageGroup(groupId);
    this.#groupById.set(groupId, group);
    return group;
  }
}
