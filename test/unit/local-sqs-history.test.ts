import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueueStore } from '../../lib/local/sqs/queue-store.ts';
import { deleteReceived, receiptHandleOf } from '../../lib/local/sqs/receipt-handle.ts';
import { receiveMessages } from '../../lib/local/sqs/receive-messages.ts';
import { bodiesOf, memoryStore, replayed } from './local-sqs-fixtures.ts';

type Step =
  | { readonly do: 'send' | 'fail' | 'finish'; readonly group: string }
  | { readonly do: 'wait'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('send' as const, 'fail' as const, 'finish' as const),
    group: fc.constantFrom('a', 'b'),
  }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(5, 31) }),
);

const steps = fc.array(step, { maxLength: 60, size: 'max' });

/** Uses a FIFO queue at random, as one receiver that sometimes fails; notes what it finishes. */
const play = async (played: readonly Step[]) => {
  const memory = memoryStore();
  const queue = memory.create('q.fifo', { FifoQueue: 'true' });
  const finished: string[] = [];
  let sentCount = 0;
  for (const one of played) {
    if (one.do === 'wait') await memory.advance(one.seconds);
    else if (one.do === 'send') memory.send(queue, `${one.group}${sentCount++}`, one.group);
    else {
      for (const message of memory.receive(queue, 3)) {
        if (one.do === 'fail') break;
        deleteReceived(memory.store, queue, receiptHandleOf(message));
        finished.push(message.stored.body);
      }
    }
  }
  return { ...memory, queue, finished, sentCount };
};

const keptBy = (store: QueueStore) =>
  [...store.load('q.fifo').messages()].map(({ stored, receiveCount }) => ({ id: stored.id, receiveCount }));

describe('a FIFO queue under any use', () => {
  it('finishes the messages of a group in their order, each once, and has the rest', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        const { finished, queue, sentCount } = await play(played);
        for (const group of ['a', 'b']) {
          const numbers = finished
            .filter((body) => body.startsWith(group))
            .map((body) => Number(body.slice(1)));
          expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
        }
        const rest = bodiesOf(queue.messages());
        expect(new Set([...finished, ...rest]).size).toBe(sentCount);
        expect(finished.length + rest.length).toBe(sentCount);
        expect(queue.visibleCount + queue.inFlightCount).toBe(rest.length);
      }),
    );
  });

  it('is the same queue when its journal, or a snapshot of it, is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        const { store, entries, clock } = await play(played);
        const fromJournal = replayed(entries, clock);
        const fromSnapshot = replayed(store.snapshot(), clock);
        expect(keptBy(fromJournal)).toEqual(keptBy(store));
        expect(keptBy(fromSnapshot)).toEqual(keptBy(store));
        expect([...fromJournal.snapshot()]).toEqual([...store.snapshot()]);
        expect([...fromSnapshot.snapshot()]).toEqual([...store.snapshot()]);
      }),
    );
  });

  it('shows all that it has in order after a restart, for nobody has anything in flight', async () => {
    const { entries, clock, queue, receive, send } = await play([]);
    for (const body of ['1', '2', '3']) send(queue, body, 'a');
    receive(queue, 2);
    const store = replayed(entries, clock);
    const received = receiveMessages(store, store.load('q.fifo'), {
      limit: 10,
      groups: 'all',
      visibilityTimeoutSeconds: 30,
    });
    expect(bodiesOf(received)).toEqual(['1', '2', '3']);
    expect(received.map(({ receiveCount }) => receiveCount)).toEqual([2, 2, 1]);
  });

  it('buries a message only after many restarts that cut its receipt short, and after few receipts in vain', async () => {
    const RedrivePolicy = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:0:dead","maxReceiveCount":3}';
    const receiptsUntilDead = async (end: 'restart' | 'in vain'): Promise<number> => {
      const { entries, clock, advance, create, send } = memoryStore();
      create('dead');
      send(create('q', { RedrivePolicy }), 'x');
      for (let receipts = 0; ; receipts++) {
        const store = replayed(entries, clock);
        store.writeTo({ append: (entry) => entries.push(structuredClone(entry)), settled: async () => {} });
        if (end === 'restart') store.commit({ op: 'restarted', at: clock.now() });
        const limits = { limit: 1, groups: 'all', visibilityTimeoutSeconds: 30 } as const;
        if (receiveMessages(store, store.load('q'), limits).length === 0) return receipts;
        await advance(end === 'restart' ? 1 : 31);
      }
    };
    expect(await receiptsUntilDead('in vain')).toBe(3);
    expect(await receiptsUntilDead('restart')).toBe(15);
  });

  it('still knows after a restart what was sent before, even if it is done', async () => {
    const { store, clock, queue, receive, send } = await play([]);
    const first = send(queue, 'x', 'a');
    for (const message of receive(queue)) deleteReceived(store, queue, receiptHandleOf(message));
    const restarted = replayed(store.snapshot(), clock);
    const sent = restarted.load('q.fifo').deduplication.find('x', clock.now());
    expect([sent?.messageId, sent?.sequence]).toEqual([first.messageId, first.sequence]);
    expect(restarted.load('q.fifo').lastSequence).toBe(1);
  });
});

describe('entries about what is no longer there', () => {
  it('change nothing', () => {
    const { clock } = memoryStore();
    const store = replayed(
      [
        { op: 'deleted', queue: 'gone', id: 'x' },
        { op: 'received', queue: 'gone', ids: ['x'], at: 1 },
        { op: 'purged', queue: 'gone' },
      ],
      clock,
    );
    expect(store.queues()).toEqual([]);
  });
});
