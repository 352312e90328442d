import type { Taking } from './message-line.ts';
import type { Queue } from './queue.ts';
import type { QueueMessage, StoredMessage } from './queue-message.ts';
import type { QueueStore } from './queue-store.ts';

export interface ReceiveRequest extends Taking {
  readonly visibilityTimeoutSeconds: number;
}

/** Takes messages and puts them in flight; those received too often go to the dead letters instead. */
export const receiveMessages = (
  store: QueueStore,
  queue: Queue,
  { limit, groups, visibilityTimeoutSeconds }: ReceiveRequest,
): readonly QueueMessage[] => {
  const now = store.clock.now();
  queue.advance(now);
  const received: QueueMessage[] = [];
  queue.take({ limit, groups }, (message) => {
    if (buryDeadLetter(store, queue, message)) return false;
    queue.fly(message, now + visibilityTimeoutSeconds * 1000);
    received.push(message);
    return true;
  });
  if (received.length > 0) {
    // The count is stored with the rest, so that a message that kills its receiver becomes a dead letter in the end.
    store.commit({
      op: 'received',
      queue: queue.name,
      ids: received.map(({ stored }) => stored.id),
      at: now,
    });
  }
  return received;
};

/** Moves a message to another queue in one step, as if it had never been received. */
export const moveMessage = (
  store: QueueStore,
  message: QueueMessage,
  { from, to, deadLetterSourceArn }: { from: Queue; to: Queue; deadLetterSourceArn?: string | undefined },
): void => {
  const now = store.clock.now();
  const { sentAt } = message.stored;
  const moved: StoredMessage = {
    ...message.stored,
    // The retention of a FIFO queue counts from when a message came in, that of a standard queue from when it was sent.
    sentAt: to.settings.isFifo ? now : sentAt,
    sequence: to.settings.isFifo ? to.lastSequence + 1 : undefined,
    visibleFrom: undefined,
    receiveCount: undefined,
    firstReceivedAt: undefined,
    lastReceivedAt: undefined,
    cutShortCount: undefined,
    deadLetterSourceArn,
  };
  store.commit({ op: 'moved', queue: from.name, to: to.name, message: moved });
};

/**
 * Receipts that the server's own end has cut short count as one in vain: a message that ends the server each time is a
 * dead letter some day, and one that was merely there, in a machine that is switched off again and again, is not.
 */
const cutShortPerReceiptInVain = 5;

const receiptsInVain = ({ receiveCount, cutShortCount }: QueueMessage): number =>
  receiveCount - cutShortCount + Math.floor(cutShortCount / cutShortPerReceiptInVain);

const buryDeadLetter = (store: QueueStore, queue: Queue, message: QueueMessage): boolean => {
  const { redrive } = queue.settings;
  if (redrive === undefined || receiptsInVain(message) < redrive.maxReceiveCount) return false;
  const deadLetters = store.find(redrive.deadLetterQueue);
  if (deadLetters === undefined || deadLetters === queue) return false;
  moveMessage(store, message, { from: queue, to: deadLetters, deadLetterSourceArn: store.arnOf(queue) });
  return true;
};
