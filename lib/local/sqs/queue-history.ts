import type { JournalEntry } from './journal-entry.ts';
import { Queue } from './queue.ts';
import type { QueueMessage, StoredMessage } from './queue-message.ts';

/**
 * Makes a change to the queues. An entry about a queue or a message that is not there changes nothing: a message may
 * have been received just before it was deleted.
 */
export const applyEntry = (queueByName: Map<string, Queue>, entry: JournalEntry, now: number): void => {
  if (entry.op === 'compacted') return;
  if (entry.op === 'restarted') {
    for (const queue of queueByName.values()) queue.noteRestart(entry.at);
    return;
  }
  if (entry.op === 'queue-created') {
    queueByName.set(entry.queue, queueOf(entry));
    return;
  }
  const queue = queueByName.get(entry.queue);
  if (queue === undefined) return;
  switch (entry.op) {
    case 'queue-deleted':
      queueByName.delete(entry.queue);
      return;
    case 'moved':
      remove(queue, entry.message.id);
      queueByName.get(entry.to)?.add(entry.message, now);
      return;
    default:
      applyToQueue(queue, entry, now);
  }
};

type QueueEntry = Exclude<
  JournalEntry,
  { op: 'compacted' | 'restarted' | 'queue-created' | 'queue-deleted' | 'moved' }
>;

const applyToQueue = (queue: Queue, entry: QueueEntry, now: number): void => {
  switch (entry.op) {
    case 'attributes-set':
      queue.setAttributes(entry.attributes, entry.at);
      return;
    case 'tags-set':
      queue.tags = entry.tags;
      return;
    case 'sent':
      queue.add(entry.message, now);
      remember(queue, entry.message);
      return;
    case 'kept':
      queue.add(entry.message, now);
      return;
    case 'remembered':
      queue.deduplication.add(entry.sent);
      return;
    case 'received':
      for (const id of entry.ids) noteReceived(queue, id, entry.at);
      return;
    case 'deleted':
      remove(queue, entry.id);
      return;
    case 'purged':
      queue.removeAll();
      return;
    default:
      entry satisfies never;
  }
};

/** The fewest entries that lead to the same queues; who has a message in flight is not among it. */
export function* snapshotOf(queueByName: ReadonlyMap<string, Queue>, now: number): Generator<JournalEntry> {
  yield { op: 'compacted', version: 1 };
  for (const queue of queueByName.values()) {
    yield {
      op: 'queue-created',
      queue: queue.name,
      attributes: queue.attributes,
      tags: queue.tags,
      at: queue.createdAt,
      changedAt: queue.changedAt,
      lastSequence: queue.lastSequence,
    };
    for (const message of queue.messages()) {
      yield { op: 'kept', queue: queue.name, message: storedNow(message) };
    }
    for (const sent of queue.deduplication.entries(now)) {
      yield { op: 'remembered', queue: queue.name, sent };
    }
  }
}

/** Under which key a FIFO queue remembers a message. */
export const deduplicationKey = (queue: Queue, deduplicationId: string, groupId: string): string =>
  queue.settings.deduplicatesWithinGroups ? JSON.stringify([groupId, deduplicationId]) : deduplicationId;

const queueOf = (entry: Extract<JournalEntry, { op: 'queue-created' }>): Queue => {
  const queue = new Queue({ name: entry.queue, createdAt: entry.at, attributes: entry.attributes });
  queue.changedAt = entry.changedAt;
  queue.lastSequence = entry.lastSequence;
  queue.tags = entry.tags;
  return queue;
};

const remember = (queue: Queue, message: StoredMessage): void => {
  const { id, sentAt, deduplicationId, groupId = '', sequence } = message;
  if (deduplicationId === undefined || sequence === undefined) return;
  const key = deduplicationKey(queue, deduplicationId, groupId);
  queue.deduplication.add({ key, messageId: id, sequence, sentAt });
};

const noteReceived = (queue: Queue, id: string, at: number): void => {
  const message = queue.find(id);
  if (message !== undefined) queue.noteReceived(message, at);
};

const remove = (queue: Queue, id: string): void => {
  const message = queue.find(id);
  if (message !== undefined) queue.remove(message);
};

const storedNow = ({ stored, ...message }: QueueMessage): StoredMessage => {
  const { receiveCount, firstReceivedAt, lastReceivedAt, cutShortCount } = message;
  if (receiveCount === 0) return stored;
  return { ...stored, receiveCount, firstReceivedAt, lastReceivedAt, cutShortCount };
};
