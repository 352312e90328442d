import type { QueueMessage } from './queue-message.ts';

export interface Taking {
  readonly limit: number;
  /** `quiet`: those of which nothing is in flight. */
  readonly groups: 'all' | 'quiet';
}

/** The visible messages of a queue, in the order in which they may be received. */
export interface MessageLine {
  /** Visible messages, receivable or not. */
  readonly size: number;
  /** Whether a message could be received now. */
  readonly hasNext: boolean;
  /** Takes in a message that has become visible. */
  enter(message: QueueMessage): void;
  /** Gives up a visible message that is deleted before anyone receives it. */
  leave(message: QueueMessage): void;
  /**
   * Takes messages out, in order, and gives each to `deliver` until `limit` of them were wanted. One that is not
   * wanted is gone.
   */
  take({ limit, groups }: Taking, deliver: (message: QueueMessage) => boolean): void;
  /** Hears that a message is no longer in flight. */
  land(message: QueueMessage): void;
}
