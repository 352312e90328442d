import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBits, hasBit, missingShards, withBit } from '../../lib/engine/done-bits.ts';

describe('the set of done shards', () => {
  it('has the shards that were added, in whatever order and however often, and no others', () => {
    const added = fc.integer({ min: 1, max: 500 }).chain((shardCount) =>
      fc.record({
        shardCount: fc.constant(shardCount),
        shards: fc.array(fc.integer({ min: 0, max: shardCount - 1 })),
      }),
    );
    fc.assert(
      fc.property(added, ({ shardCount, shards }) => {
        const bits = shards.reduce(withBit, emptyBits(shardCount));
        const all = Array.from({ length: shardCount }, (_, shard) => shard);
        expect(all.filter((shard) => hasBit(bits, shard))).toEqual(
          all.filter((shard) => shards.includes(shard)),
        );
        expect(missingShards(bits, 0, shardCount)).toEqual(all.filter((shard) => !shards.includes(shard)));
      }),
    );
  });

  it('takes at most 17 KB for 100,000 shards', () => {
    const bits = withBit(emptyBits(100_000), 99_999);
    expect(bits.length).toBeLessThanOrEqual(17_000);
    expect(hasBit(bits, 99_999)).toBe(true);
    expect(missingShards(bits, 0, 100_000)).toHaveLength(99_999);
  });

  it('is empty when there are no shards', () => {
    expect(emptyBits(0)).toBe('');
    expect(missingShards('', 0, 0)).toEqual([]);
    expect(hasBit('', 3)).toBe(false);
  });
});
