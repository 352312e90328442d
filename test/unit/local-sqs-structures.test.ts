import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineHeap, type Timed } from '../../lib/local/sqs/deadline-heap.ts';
import { Deque } from '../../lib/local/sqs/deque.ts';
import { attributesMd5 } from '../../lib/local/sqs/message-attributes.ts';

describe('Deque', () => {
  it('gives items in the order in which they came, however they come and go', async () => {
    await fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 3000 }), (steps) => {
        const deque = new Deque<number>();
        const expected: number[] = [];
        let next = 0;
        for (const step of steps) {
          for (let count = 0; count < step; count++) {
            deque.push(next);
            expected.push(next++);
          }
          if (step < 0) expect(deque.shift()).toBe(expected.shift());
          expect([deque.length, deque.peek()]).toEqual([expected.length, expected[0]]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stays right past the point where it makes room', () => {
    const deque = new Deque<number>();
    for (let item = 0; item < 10_000; item++) deque.push(item);
    for (let item = 0; item < 10_000; item++) expect(deque.shift()).toBe(item);
    expect([deque.length, deque.shift()]).toEqual([0, undefined]);
  });
});

describe('DeadlineHeap', () => {
  const earliestOf = (items: readonly Timed[]): number | undefined =>
    items.map(({ deadline }) => deadline).toSorted((left, right) => left - right)[0];

  it('knows the earliest of what it holds, whatever is added and removed', async () => {
    const steps = fc.array(fc.record({ deadline: fc.nat(50), removed: fc.nat(300) }), { maxLength: 200 });
    const check = (items: readonly { readonly deadline: number; readonly removed: number }[]): void => {
      const heap = new DeadlineHeap<Timed>();
      const held: Timed[] = [];
      for (const { deadline, removed } of items) {
        const item = { deadline, heapIndex: -1 };
        heap.add(item);
        held.push(item);
        for (const gone of held.splice(removed, 1)) heap.remove(gone);
        expect([heap.size, heap.peek()?.deadline]).toEqual([held.length, earliestOf(held)]);
      }
    };
    await fc.assert(fc.property(steps, check));
  });

  it('does not mind removing what it does not hold', () => {
    const heap = new DeadlineHeap<Timed>();
    heap.add({ deadline: 1, heapIndex: -1 });
    heap.remove({ deadline: 1, heapIndex: 0 });
    expect(heap.size).toBe(1);
  });
});

describe('attributesMd5', () => {
  it('gives the digest that AWS gives', () => {
    const timestamp = { DataType: 'Number', StringValue: '1493147359900' };
    expect(attributesMd5({ timestamp })).toBe('235c5c510d26fb653d073faed50ae77c');
  });

  it('does not depend on the order of the attributes', () => {
    const text = { DataType: 'String', StringValue: 'v' };
    const bytes = { DataType: 'Binary', BinaryValue: 'AQI=' };
    expect(attributesMd5({ text, bytes })).toBe(attributesMd5({ bytes, text }));
  });
});
