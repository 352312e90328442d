import type { Queue } from './queue.ts';
import type { QueueMessage } from './queue-message.ts';
import type { QueueStore } from './queue-store.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** What a receiver holds to say that it is done with a message: which message, and which receipt of it. */
export const receiptHandleOf = ({ stored, receiveCount }: QueueMessage): string =>
  `${stored.id}:${receiveCount}`;

/**
 * Deletes a message that the handle's holder was the last to receive, also when it has become visible since: it was
 * done, so nobody has to do it again. Any other handle deletes nothing.
 *
 * @throws SqsError ReceiptHandleIsInvalid
 */
export const deleteReceived = (store: QueueStore, queue: Queue, handle: string): void => {
  const message = findReceived(queue, handle);
  if (message !== undefined) store.commit({ op: 'deleted', queue: queue.name, id: message.stored.id });
};

/**
 * Has a message in flight become visible after so many seconds from now.
 *
 * @throws SqsError ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValue
 */
export const changeVisibility = (
  store: QueueStore,
  queue: Queue,
  { handle, timeoutSeconds }: { readonly handle: string; readonly timeoutSeconds: number },
): void => {
  if (timeoutSeconds < 0 || timeoutSeconds > 43_200) {
    throw invalidParameter('VisibilityTimeout must be between 0 and 43200.');
  }
  const now = store.clock.now();
  queue.advance(now);
  const message = findReceived(queue, handle);
  if (message?.place !== 'in-flight') {
    throw new SqsError('MessageNotInflight', 'The message is not in flight, or was received again.');
  }
  queue.extend(message, now + timeoutSeconds * 1000);
  store.wake(queue.name);
};

const findReceived = (queue: Queue, handle: string): QueueMessage | undefined => {
  const [, id, receipt] = HANDLE.exec(handle) ?? [];
  if (id === undefined) throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  const message = queue.find(id);
  // A higher number than the message's own is from a receipt that a crash has forgotten.
  return message !== undefined && Number(receipt) >= message.receiveCount ? message : undefined;
};

const HANDLE = /^([\da-f-]{36}):(\d+)$/;
