import { createHash, randomUUID } from 'node:crypto';
import { checkMessage, type MessageDraft } from './message-draft.ts';
import type { Queue } from './queue.ts';
import { deduplicationKey } from './queue-history.ts';
import type { StoredMessage } from './queue-message.ts';
import type { QueueStore } from './queue-store.ts';

/** What a sender is told of its message. */
export interface SentMessage {
  readonly messageId: string;
  readonly sequence?: number | undefined;
}

/**
 * Puts a message into a queue; one that a FIFO queue has had in the last five minutes is acknowledged only.
 *
 * @throws SqsError when the message is not one that the queue takes
 */
export const sendMessage = (store: QueueStore, queue: Queue, draft: MessageDraft): SentMessage => {
  checkMessage(queue, draft);
  const now = store.clock.now();
  queue.advance(now);
  const deduplicationId = draft.deduplicationId ?? contentId(queue, draft.body);
  const before = deduplicationId === undefined ? undefined : sentBefore(queue, deduplicationId, draft, now);
  if (before !== undefined) return before;
  const message: StoredMessage = {
    id: randomUUID(),
    body: draft.body,
    attributes: draft.attributes,
    traceHeader: draft.traceHeader,
    sentAt: now,
    visibleFrom: queue.visibleFrom(now, draft.delaySeconds ?? queue.settings.delaySeconds),
    groupId: draft.groupId,
    deduplicationId,
    sequence: queue.settings.isFifo ? queue.lastSequence + 1 : undefined,
  };
  store.commit({ op: 'sent', queue: queue.name, message });
  return { messageId: message.id, sequence: message.sequence };
};

const contentId = ({ settings }: Queue, body: string): string | undefined =>
  settings.deduplicatesByContent ? createHash('sha256').update(body).digest('hex') : undefined;

const sentBefore = (queue: Queue, deduplicationId: string, { groupId = '' }: MessageDraft, now: number) =>
  queue.deduplication.find(deduplicationKey(queue, deduplicationId, groupId), now);
