import { describe, expect, it } from 'vitest';
import { putQueue } from '../../lib/local/sqs/change-queue.ts';
import { MoveTasks } from '../../lib/local/sqs/move-tasks.ts';
import { changeVisibility, deleteReceived, receiptHandleOf } from '../../lib/local/sqs/receipt-handle.ts';
import { receiveMessages } from '../../lib/local/sqs/receive-messages.ts';
import { sendMessage } from '../../lib/local/sqs/send-message.ts';
import { bodiesOf, memoryStore } from './local-sqs-fixtures.ts';

const FIFO = { FifoQueue: 'true' };

describe('a queue in time', () => {
  it('shows a message again the moment its visibility timeout has passed', async () => {
    const { create, send, receive, advance } = memoryStore();
    const queue = create('q');
    send(queue, 'x');
    receive(queue, 1, 30);
    await advance(29.999);
    expect(receive(queue)).toEqual([]);
    await advance(0.001);
    expect(bodiesOf(receive(queue))).toEqual(['x']);
  });

  it('forgets a message past its retention, wherever it is', async () => {
    const { create, send, receive, advance, store } = memoryStore();
    const queue = create('q', { MessageRetentionPeriod: '60' });
    for (const body of ['in flight', 'visible']) send(queue, body);
    receive(queue, 1, 3600);
    sendMessage(store, queue, { body: 'delayed', delaySeconds: 900 });
    await advance(121);
    send(queue, 'young');
    expect(bodiesOf(receive(queue))).toEqual(['young']);
    expect([queue.visibleCount, queue.inFlightCount, queue.delayedCount]).toEqual([0, 1, 0]);
  });

  it('remembers a deduplication id for five minutes', async () => {
    const { create, send, receive, advance } = memoryStore();
    const queue = create('q.fifo', FIFO);
    const first = send(queue, 'x', 'a');
    await advance(299);
    expect(send(queue, 'x', 'a')).toMatchObject(first);
    await advance(2);
    expect(send(queue, 'x', 'a').messageId).not.toBe(first.messageId);
    expect(receive(queue)).toHaveLength(2);
  });

  it('tells deduplication ids of different groups apart, if the queue says so', () => {
    const { create, store, receive } = memoryStore();
    const queue = create('q.fifo', { ...FIFO, DeduplicationScope: 'messageGroup' });
    for (const groupId of ['a', 'b', 'a'])
      sendMessage(store, queue, { body: 'x', groupId, deduplicationId: '1' });
    expect(receive(queue)).toHaveLength(2);
  });

  it('keeps the order of a FIFO queue when its delay becomes shorter', async () => {
    const { create, send, receive, advance, store } = memoryStore();
    const queue = create('q.fifo', { ...FIFO, DelaySeconds: '10' });
    send(queue, '1', 'a');
    putQueue(store, { name: 'q.fifo', attributes: { ...FIFO, DelaySeconds: '0' } });
    send(queue, '2', 'a');
    expect(receive(queue)).toEqual([]);
    await advance(10);
    expect(bodiesOf(receive(queue))).toEqual(['1', '2']);
  });

  it('deletes a message that became visible again before its receiver was done', async () => {
    const { create, send, receive, advance, store } = memoryStore();
    const queue = create('q');
    send(queue, 'x');
    const handles = receive(queue, 1, 1).map(receiptHandleOf);
    await advance(2);
    deleteReceived(store, queue, handles[0] ?? '');
    expect(receive(queue)).toEqual([]);
  });

  it('holds on to nothing of a message that is deleted long before its timeout', () => {
    const { create, send, receive, store } = memoryStore();
    const queue = create('q');
    for (let round = 0; round < 100; round++) {
      send(queue, 'x');
      for (const message of receive(queue, 1, 43_200)) deleteReceived(store, queue, receiptHandleOf(message));
    }
    expect(queue.nextDeadline).toBeUndefined();
    expect([...queue.messages()]).toEqual([]);
  });

  it('buries a message only at its last receipt in vain', async () => {
    const { create, send, receive, advance } = memoryStore();
    const dead = create('dead');
    const RedrivePolicy =
      '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"3"}';
    const queue = create('q', { RedrivePolicy });
    send(queue, 'x');
    for (let receipt = 1; receipt <= 3; receipt++) {
      expect(bodiesOf(receive(queue, 1, 10))).toEqual(['x']);
      await advance(10);
    }
    expect(receive(queue)).toEqual([]);
    expect(bodiesOf(receive(dead))).toEqual(['x']);
  });

  it('moves dead letters no faster than it was asked to', async () => {
    const { create, send, receive, advance, store } = memoryStore();
    const dead = create('dead');
    const RedrivePolicy =
      '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}';
    const queue = create('q', { RedrivePolicy });
    for (const body of ['1', '2', '3']) send(queue, body);
    receive(queue, 10, 0);
    receive(queue);
    const tasks = new MoveTasks(store);
    const handle = tasks.start({ source: dead, messagesPerSecond: 1 });
    expect(queue.visibleCount).toBe(1);
    await advance(1);
    expect(queue.visibleCount).toBe(2);
    expect(tasks.cancel(handle)).toBe(2);
    await advance(10);
    expect([queue.visibleCount, dead.visibleCount]).toEqual([2, 1]);
  });
});

describe('a standard queue with message groups', () => {
  it('lets groups take turns, so that a long one keeps no other waiting', () => {
    const { create, store, receive } = memoryStore();
    const queue = create('q');
    const send = (groupId: string | undefined, body: string) => sendMessage(store, queue, { body, groupId });
    for (const index of Array(100).keys()) send('big', `big ${index}`);
    for (const index of [0, 1]) send('small', `small ${index}`);
    send(undefined, 'alone');
    expect(bodiesOf(receive(queue, 6))).toEqual(['big 0', 'small 0', 'alone', 'big 1', 'small 1', 'big 2']);
    const rest = Array.from({ length: 10 }, () => bodiesOf(receive(queue))).flat();
    expect(rest).toEqual(Array.from({ length: 97 }, (_, index) => `big ${index + 3}`));
  });

  it('gives of quiet groups only what nobody of the group is ahead of', async () => {
    const { store, create, receive, advance } = memoryStore();
    const queue = create('q');
    for (const [groupId, body] of [
      ['large', 'l1'],
      ['large', 'l2'],
      ['small', 's1'],
      ['small', 's2'],
    ] as const)
      sendMessage(store, queue, { body, groupId });
    expect(bodiesOf(receive(queue, 1))).toEqual(['l1']);
    const quiet = () =>
      bodiesOf(receiveMessages(store, queue, { limit: 10, groups: 'quiet', visibilityTimeoutSeconds: 30 }));
    expect(quiet()).toEqual(['s1']);
    expect(quiet()).toEqual([]);
    expect(queue.visibleCount).toBe(2);
    await advance(30);
    expect(quiet().toSorted()).toEqual(['l2', 's2']);
    expect(bodiesOf(receive(queue)).toSorted()).toEqual(['l1', 's1']);
  });

  it('skips what was deleted before its turn', () => {
    const { create, store, receive } = memoryStore();
    const queue = create('q');
    const sent = ['a', 'b'].map((body) => sendMessage(store, queue, { body, groupId: 'one' }));
    queue.remove(queue.find(sent[0]?.messageId ?? '') as NonNullable<ReturnType<typeof queue.find>>); // it was just sent
    expect(bodiesOf(receive(queue))).toEqual(['b']);
    expect(queue.hasNext).toBe(false);
  });
});

describe('those who wait for messages', () => {
  const waiting = () => {
    const memory = memoryStore();
    const queue = memory.create('q');
    const signal = new AbortController();
    const poll = (seconds: number) =>
      memory.store.pollsOf(queue).wait({
        groups: 'all',
        receive: () => memory.receive(queue),
        until: memory.clock.now() + seconds * 1000,
        signal: signal.signal,
      });
    return { ...memory, queue, poll, goAway: () => signal.abort() };
  };

  it('get a batch as one, without any time passing', async () => {
    const { queue, poll, send } = waiting();
    const polled = poll(20);
    for (const body of ['a', 'b', 'c']) send(queue, body);
    expect(bodiesOf(await polled)).toEqual(['a', 'b', 'c']);
  });

  it('get a message when its delay is over', async () => {
    const { queue, poll, store, advance } = waiting();
    const polled = poll(20);
    sendMessage(store, queue, { body: 'x', delaySeconds: 5 });
    await advance(5);
    expect(bodiesOf(await polled)).toEqual(['x']);
  });

  it('get a message when another receiver gives it back, at once or in time', async () => {
    const { queue, poll, store, send, receive, advance } = waiting();
    send(queue, 'x');
    const [message] = receive(queue, 1, 3600);
    const polled = poll(20);
    await advance(1);
    changeVisibility(store, queue, { handle: message ? receiptHandleOf(message) : '', timeoutSeconds: 3 });
    await advance(3);
    expect(bodiesOf(await polled)).toEqual(['x']);
  });

  it('are served first come, first served', async () => {
    const { queue, poll, send } = waiting();
    const [first, second] = [poll(20), poll(20)];
    send(queue, 'x');
    expect(bodiesOf(await first)).toEqual(['x']);
    send(queue, 'y');
    expect(bodiesOf(await second)).toEqual(['y']);
  });

  it('get nothing when they have gone away, so that nothing is in flight to nobody', async () => {
    const { queue, poll, send, goAway } = waiting();
    const polled = poll(20);
    goAway();
    send(queue, 'x');
    expect(await polled).toEqual([]);
    expect(queue.visibleCount).toBe(1);
  });

  it('get nothing when their time is over, and leave no timer behind', async () => {
    const { poll, advance, timerCount } = waiting();
    const polled = poll(20);
    await advance(20);
    expect(await polled).toEqual([]);
    expect(timerCount()).toBe(0);
  });
});
