import type { Timed } from './deadline-heap.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** A message as it is kept on the disk. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  /** AWSTraceHeader, the one system attribute that senders may set. */
  readonly traceHeader?: string | undefined;
  readonly sentAt: number;
  /** When a delayed message may first be received. */
  readonly visibleFrom?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** Its number in the order of a FIFO queue. */
  readonly sequence?: number | undefined;
  /** The queue that a dead letter came from. */
  readonly deadLetterSourceArn?: string | undefined;
  readonly receiveCount?: number | undefined;
  readonly firstReceivedAt?: number | undefined;
  readonly lastReceivedAt?: number | undefined;
  readonly cutShortCount?: number | undefined;
}

/** A message in a queue; `deadline` is when it becomes visible, if it is not. */
export interface QueueMessage extends Timed {
  readonly stored: StoredMessage;
  /** `taken`: out of the line, on its way to a receiver, the dead letters or nowhere. */
  place: 'delayed' | 'visible' | 'taken' | 'in-flight' | 'gone';
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** Undefined also once it is known how that receipt ended. */
  lastReceivedAt: number | undefined;
  /** Receipts of `receiveCount` that ended with the server itself. */
  cutShortCount: number;
}

export const queueMessage = (stored: StoredMessage): QueueMessage => ({
  stored,
  place: 'gone',
  deadline: 0,
  heapIndex: -1,
  receiveCount: stored.receiveCount ?? 0,
  firstReceivedAt: stored.firstReceivedAt,
  lastReceivedAt: stored.lastReceivedAt,
  cutShortCount: stored.cutShortCount ?? 0,
});
