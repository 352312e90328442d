import { createQueue } from '../../lib/local/sqs/change-queue.ts';
import type { JournalEntry } from '../../lib/local/sqs/journal-entry.ts';
import type { Queue } from '../../lib/local/sqs/queue.ts';
import { QueueStore } from '../../lib/local/sqs/queue-store.ts';
import { receiveMessages } from '../../lib/local/sqs/receive-messages.ts';
import { sendMessage } from '../../lib/local/sqs/send-message.ts';
import type { SqsClock } from '../../lib/local/sqs/sqs-clock.ts';

/** A clock that stands still until it is told to go on; what is due is then called in order. */
export const manualClock = () => {
  let now = 1_000_000_000_000;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const clock: SqsClock = {
    now: () => now,
    schedule(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const nextTimer = (until: number) =>
    [...timers].filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at)[0];
  const advance = async (seconds: number): Promise<void> => {
    const end = now + seconds * 1000;
    for (let timer = nextTimer(end); timer !== undefined; timer = nextTimer(end)) {
      now = Math.max(now, timer.at);
      timers.delete(timer);
      timer.callback();
      await Promise.resolve();
    }
    now = end;
  };
  return { clock, advance, timerCount: () => timers.size };
};

/** Queues that keep what they write in memory, with short ways to use one of them. */
export const memoryStore = () => {
  const { clock, advance, timerCount } = manualClock();
  const entries: JournalEntry[] = [];
  const store = new QueueStore({ clock, region: 'us-east-1' });
  store.writeTo({ append: (entry) => entries.push(structuredClone(entry)), settled: async () => undefined });
  const create = (name: string, attributes: Record<string, string> = {}): Queue =>
    createQueue(store, { name, attributes });
  const send = (queue: Queue, body: string, groupId?: string) =>
    sendMessage(store, queue, { body, groupId, deduplicationId: groupId === undefined ? undefined : body });
  const receive = (queue: Queue, limit = 10, visibilityTimeoutSeconds = 30) =>
    receiveMessages(store, queue, { limit, groups: 'all', visibilityTimeoutSeconds });
  return { store, entries, clock, advance, timerCount, create, send, receive };
};

/** The queues that written entries lead to. */
export const replayed = (entries: Iterable<JournalEntry>, clock: SqsClock): QueueStore => {
  const store = new QueueStore({ clock, region: 'us-east-1' });
  for (const entry of entries) store.replay(structuredClone(entry));
  return store;
};

export const bodiesOf = (messages: Iterable<{ readonly stored: { readonly body: string } }>): string[] =>
  [...messages].map(({ stored }) => stored.body);
