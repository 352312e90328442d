import { describe, expect, it } from 'vitest';
import { EventDelivery } from '../../lib/local/s3/event-delivery.ts';
import type { ObjectEvent } from '../../lib/local/s3/object-event.ts';

const event = (sequence: number, queueArn = 'queue'): ObjectEvent => ({
  sequence,
  queueArn,
  name: 'ObjectCreated:Put',
  bucket: 'bucket',
  key: `key ${sequence}`,
  at: 0,
  requestId: 'request',
  configurationId: 'rule',
});

/** A delivery whose attempts are noted, whose waits take no time, and which tells when so many were acknowledged. */
const createDelivery = (deliver: (event: ObjectEvent) => Promise<void>, acknowledgedCount: number) => {
  const acknowledged: number[] = [];
  const delays: number[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const delivery = new EventDelivery({
    deliver,
    acknowledge: ({ sequence }) => {
      acknowledged.push(sequence);
      if (acknowledged.length === acknowledgedCount) resolve();
    },
    wait: async (delayMs) => {
      delays.push(delayMs);
    },
  });
  return { delivery, acknowledged, delays, done };
};

describe('event delivery', () => {
  it('tries an event again, ever more slowly, before the next one gets its turn', async () => {
    const attempts: number[] = [];
    const { delivery, acknowledged, delays, done } = createDelivery(async ({ sequence }) => {
      attempts.push(sequence);
      if (sequence === 1 && attempts.length < 12) throw new Error('not yet');
    }, 3);
    for (const sequence of [1, 2, 3]) delivery.enqueue(event(sequence));
    await done;
    expect(attempts).toEqual([...Array(12).fill(1), 2, 3]);
    expect(acknowledged).toEqual([1, 2, 3]);
    expect(delays).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000]);
  });

  it('does not let a queue that hangs hold up another', async () => {
    const { delivery, acknowledged, done } = createDelivery(
      ({ queueArn }) => (queueArn === 'hanging' ? new Promise(() => undefined) : Promise.resolve()),
      2,
    );
    delivery.enqueue(event(1, 'hanging'));
    delivery.enqueue(event(2));
    delivery.enqueue(event(3));
    await done;
    expect(acknowledged).toEqual([2, 3]);
  });

  it('delivers an event again whose acknowledgement could not be kept', async () => {
    let attemptCount = 0;
    let failureCount = 0;
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const delivery = new EventDelivery({
      deliver: async () => {
        attemptCount++;
      },
      acknowledge: () => {
        if (failureCount++ === 0) throw new Error('the disk is full');
        resolve();
      },
      wait: async () => undefined,
    });
    delivery.enqueue(event(1));
    await done;
    expect(attemptCount).toBe(2);
  });

  it('lets the delivery under way end when it is stopped, and starts no other', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { delivery, acknowledged } = createDelivery(() => promise, 1);
    delivery.enqueue(event(1));
    delivery.enqueue(event(2));
    const stopped = delivery.stop();
    resolve();
    await stopped;
    expect(acknowledged).toEqual([1]);
  });
});
