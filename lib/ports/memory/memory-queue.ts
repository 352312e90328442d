import type { Clock } from '../clock.ts';

export interface QueueSettings<Message> {
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries after which a message moves to the dead letters. */
  readonly maxReceiveCount: number;
  /** Messages of one group come in the order of sending, and none while an earlier one is not acknowledged. */
  readonly groupOf?: (message: Message) => string;
}

export interface ReceivedMessage<Message> {
  readonly id: number;
  readonly message: Message;
  readonly receiveCount: number;
}

interface StoredMessage {
  readonly id: number;
  readonly body: string;
  readonly group: string | undefined;
  visibleAt: number;
  receiveCount: number;
}

/**
 * A queue in memory with what makes real ones unpleasant: a message that is not acknowledged in time comes again, and
 * after too many deliveries becomes a dead letter. Serves as a WorkQueue and as an EventQueue.
 */
export class MemoryQueue<Message> {
  readonly #clock: Clock;
  readonly #settings: QueueSettings<Message>;
  #stored: StoredMessage[] = [];
  #sentCount = 0;
  readonly #deadLetters: Message[] = [];

  constructor(clock: Clock, settings: QueueSettings<Message>) {
    this.#clock = clock;
    this.#settings = settings;
  }

  get size(): number {
    return this.#stored.length;
  }

  get deadLetters(): readonly Message[] {
    return this.#deadLetters;
  }

  async send(messages: readonly Message[], delaySeconds = 0): Promise<void> {
    const visibleAt = this.#clock.now() + delaySeconds * 1000;
    for (const message of messages) {
      const group = this.#settings.groupOf?.(message);
      this.#stored.push({
        id: ++this.#sentCount,
        body: JSON.stringify(message),
        group,
        visibleAt,
        receiveCount: 0,
      });
    }
  }

  receive(maxMessages: number): readonly ReceivedMessage<Message>[] {
    this.#redrive();
    const now = this.#clock.now();
    const received: ReceivedMessage<Message>[] = [];
    const blockedGroups = new Set<string>();
    for (const stored of this.#stored) {
      if (received.length === maxMessages) break;
      if (stored.group !== undefined && blockedGroups.has(stored.group)) continue;
      if (stored.visibleAt > now) {
        if (stored.group !== undefined) blockedGroups.add(stored.group);
        continue;
      }
      stored.visibleAt = now + this.#settings.visibilityTimeoutSeconds * 1000;
      stored.receiveCount++;
      received.push({ id: stored.id, message: JSON.parse(stored.body), receiveCount: stored.receiveCount });
    }
    return received;
  }

  /** A message of a group can only be taken away by whoever holds it now, as with FIFO queues. */
  acknowledge({ id, receiveCount }: Pick<ReceivedMessage<Message>, 'id' | 'receiveCount'>): void {
    const now = this.#clock.now();
    const isHeld = (stored: StoredMessage): boolean =>
      stored.group === undefined || (stored.receiveCount === receiveCount && stored.visibleAt > now);
    this.#stored = this.#stored.filter((stored) => stored.id !== id || !isHeld(stored));
  }

  #redrive(): void {
    const now = this.#clock.now();
    const isDead = ({ visibleAt, receiveCount }: StoredMessage): boolean =>
      visibleAt <= now && receiveCount >= this.#settings.maxReceiveCount;
    this.#deadLetters.push(...this.#stored.filter(isDead).map(({ body }): Message => JSON.parse(body)));
    this.#stored = this.#stored.filter((stored) => !isDead(stored));
  }
}
