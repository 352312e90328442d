import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyedPermutation } from '../../lib/operators/personal-data/keyed-permutation.ts';

const permute = createKeyedPermutation('a secret key of some length');

describe('a keyed permutation', () => {
  it.each([1, 2, 3, 10, 255, 256, 1000])('takes all numbers below %i to all of them', (size) => {
    const places = Array.from({ length: size }, (_, index) => permute(index, { size, tweak: 't' }));
    expect(places.toSorted((one, other) => one - other)).toEqual([...places.keys()]);
  });

  it('stays below its size, however large', () => {
    const sized = fc
      .integer({ min: 1, max: 2 ** 32 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));
    fc.assert(
      fc.property(sized, ({ size, index }) => {
        const place = permute(index, { size, tweak: 't' });
        expect(place).toBeLessThan(size);
        expect(place).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is another one for another key, and for another tweak', () => {
    const size = 1e6;
    const other = createKeyedPermutation('another key of some length');
    const order = (permutation: typeof permute, tweak: string) =>
      Array.from({ length: 20 }, (_, index) => permutation(index, { size, tweak }));
    expect(order(permute, 't')).toEqual(order(permute, 't'));
    expect(order(permute, 't')).not.toEqual(order(other, 't'));
    expect(order(permute, 't')).not.toEqual(order(permute, 'u'));
  });
});
