import { DeadlineHeap } from './deadline-heap.ts';
import { DeduplicationWindow } from './deduplication-window.ts';
import { FifoLine } from './fifo-line.ts';
import type { MessageLine, Taking } from './message-line.ts';
import { parseQueueAttributes, type QueueAttributes, type QueueSettings } from './queue-attributes.ts';
import { type QueueMessage, queueMessage, type StoredMessage } from './queue-message.ts';
import { StandardLine } from './standard-line.ts';

const sweepIntervalMs = 60_000;

/** What a queue is, apart from its messages. */
export interface QueueIdentity {
  readonly name: string;
  readonly createdAt: number;
  readonly attributes: QueueAttributes;
}

/** The state of one queue. Every operation takes constant or logarithmic time in the number of messages. */
export class Queue {
  readonly name: string;
  readonly createdAt: number;
  changedAt: number;
  attributes: QueueAttributes;
  settings: QueueSettings;
  tags: Readonly<Record<string, string>> = {};
  lastSequence = 0;
  readonly deduplication = new DeduplicationWindow();
  readonly #messageById = new Map<string, QueueMessage>();
  readonly #line: MessageLine;
  /** Delayed messages and those in flight, by the time at which they become visible. */
  readonly #hidden = new DeadlineHeap<QueueMessage>();
  #delayedCount = 0;
  #lastVisibleFrom = 0;
  #nextSweepAt = 0;

  constructor({ name, createdAt, attributes }: QueueIdentity) {
    this.name = name;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
    this.attributes = attributes;
    this.settings = parseQueueAttributes(attributes);
    this.#line = this.settings.isFifo ? new FifoLine() : new StandardLine();
  }

  get visibleCount(): number {
    return this.#line.size;
  }

  get delayedCount(): number {
    return this.#delayedCount;
  }

  get inFlightCount(): number {
    return this.#hidden.size - this.#delayedCount;
  }

  /** Whether a message could be received now, as of the last `advance`. */
  get hasNext(): boolean {
    return this.#line.hasNext;
  }

  /** When the next hidden message becomes visible. */
  get nextDeadline(): number | undefined {
    return this.#hidden.peek()?.deadline;
  }

  find(id: string): QueueMessage | undefined {
    return this.#messageById.get(id);
  }

  messages(): Iterable<QueueMessage> {
    return this.#messageById.values();
  }

  setAttributes(attributes: QueueAttributes, at: number): void {
    this.attributes = attributes;
    this.settings = parseQueueAttributes(attributes);
    this.changedAt = at;
  }

  /** Takes a message in: visible at once, or later if it is delayed. */
  add(stored: StoredMessage, now: number): void {
    const message = queueMessage(stored);
    this.#messageById.set(stored.id, message);
    this.lastSequence = Math.max(this.lastSequence, stored.sequence ?? 0);
    const visibleFrom = stored.visibleFrom ?? 0;
    this.#lastVisibleFrom = Math.max(this.#lastVisibleFrom, visibleFrom);
    if (visibleFrom <= now) this.#line.enter(message);
    else this.#delay(message, visibleFrom);
  }

  /** When a message sent now becomes visible; in a FIFO queue never before those sent earlier. */
  visibleFrom(now: number, delaySeconds: number): number | undefined {
    const wanted = now + delaySeconds * 1000;
    const visibleFrom = this.settings.isFifo ? Math.max(wanted, this.#lastVisibleFrom) : wanted;
    return visibleFrom > now ? visibleFrom : undefined;
  }

  /** Lets time pass: hidden messages whose time has come are visible, those past their retention gone. */
  advance(now: number): void {
    for (let next = this.#hidden.peek(); next && next.deadline <= now; next = this.#hidden.peek()) {
      this.#show(next);
    }
    if (now < this.#nextSweepAt) return;
    this.#nextSweepAt = now + sweepIntervalMs;
    const oldest = now - this.settings.retentionSeconds * 1000;
    for (const message of this.#messageById.values()) {
      if (message.stored.sentAt < oldest) this.remove(message);
    }
  }

  /** Gives visible messages to `deliver`, in order, until as many as wanted were put in flight. */
  take(taking: Taking, deliver: (message: QueueMessage) => boolean): void {
    this.#line.take(taking, deliver);
  }

  /** Puts a taken message in flight. */
  fly(message: QueueMessage, until: number): void {
    message.place = 'in-flight';
    message.deadline = until;
    this.#hidden.add(message);
  }

  /** Changes until when a message is in flight. */
  extend(message: QueueMessage, until: number): void {
    this.#hidden.remove(message);
    this.fly(message, until);
  }

  noteReceived(message: QueueMessage, at: number): void {
    message.receiveCount++;
    message.firstReceivedAt ??= at;
    message.lastReceivedAt = at;
  }

  /** Hears that the server starts again: what was in flight when it ended has not failed. */
  noteRestart(at: number): void {
    const flyingSince = at - this.settings.visibilityTimeoutSeconds * 1000;
    for (const message of this.#messageById.values()) {
      if ((message.lastReceivedAt ?? 0) > flyingSince) message.cutShortCount++;
      message.lastReceivedAt = undefined;
    }
  }

  /** Removes a message wherever it is. */
  remove(message: QueueMessage): void {
    this.#messageById.delete(message.stored.id);
    this.#hidden.remove(message);
    const { place } = message;
    message.place = 'gone';
    if (place === 'delayed') this.#delayedCount--;
    if (place === 'visible') this.#line.leave(message);
    if (place === 'in-flight') this.#line.land(message);
  }

  removeAll(): void {
    for (const message of this.#messageById.values()) this.remove(message);
  }

  #delay(message: QueueMessage, until: number): void {
    message.place = 'delayed';
    message.deadline = until;
    this.#delayedCount++;
    this.#hidden.add(message);
  }

  #show(message: QueueMessage): void {
    this.#hidden.remove(message);
    const { place } = message;
    // It enters before it lands: a group that were free in between could be taken without it.
    this.#line.enter(message);
    if (place === 'delayed') this.#delayedCount--;
    else this.#line.land(message);
  }
}
