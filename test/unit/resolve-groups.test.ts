import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Barrier, RecordKey } from '../../lib/operators/barrier.ts';
import { compareBucket } from '../../lib/operators/groups/compare-bucket.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';

const bandCount = 3;

/** Records are alike when their only byte differs by one at most. */
const barrier: Pick<Barrier<never>, 'bandCount' | 'similarity' | 'judge'> = {
  bandCount,
  similarity: ([one = 0], [other = 0]) =>
    Math.abs(one - other) <= 1 ? 1 - Math.abs(one - other) / 4 : undefined,
  judge: ({ scores }) => Array.from(scores, (_, place) => (place === 0 ? undefined : 'duplicate')),
};

const keyOf = (bands: readonly number[], byte: number): RecordKey => ({
  bands: Uint32Array.from(bands.flatMap((band) => [band >>> 1, band])),
  sketch: Uint8Array.of(byte),
  score: 0,
});

const anyKey = fc
  .tuple(fc.array(fc.nat(3), { minLength: bandCount, maxLength: bandCount }), fc.nat(6))
  .map(([bands, byte]) => keyOf(bands, byte));
const anyKeys = fc.array(fc.option(anyKey, { nil: undefined }), { maxLength: 40 });

const sharesBand = (one: RecordKey | undefined, other: RecordKey, band: number): boolean =>
  one?.bands[2 * band] === other.bands[2 * band] && one?.bands[2 * band + 1] === other.bands[2 * band + 1];

/** Ties each record to the first representative before it in each bucket, in the plainest way. */
const plainEdges = (keys: readonly (RecordKey | undefined)[], band: number) => {
  const representatives: number[] = [];
  return keys.flatMap((key, other) => {
    if (key === undefined) return [];
    const one = representatives.find((earlier) => {
      const earlierKey = keys[earlier];
      return (
        sharesBand(earlierKey, key, band) && barrier.similarity(earlierKey?.sketch ?? key.sketch, key.sketch)
      );
    });
    if (one === undefined) representatives.push(other);
    return one === undefined ? [] : [[one, other] as const];
  });
};

/** Spreads the ties until each record has the name of the first of its group. */
const plainClusters = (keys: readonly (RecordKey | undefined)[]): readonly (readonly number[])[] => {
  let names: readonly number[] = keys.map((_, index) => index);
  const edges = Array.from({ length: bandCount }, (_, band) => plainEdges(keys, band)).flat();
  for (const [one, other] of edges) {
    const [kept = 0, gone = 0] = [names[one] ?? 0, names[other] ?? 0].toSorted((a, b) => a - b);
    names = names.map((name) => (name === gone ? kept : name));
  }
  return [...Map.groupBy(names.keys(), (index) => names[index]).values()].filter(({ length }) => length > 1);
};

describe('groups of records', () => {
  it('are those that a comparison of each with each gives', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const { clusters, drops } = resolveGroups(barrier, keys);
        const expected = plainClusters(keys);
        expect(clusters.map(({ members }) => members)).toEqual(expected);
        expect([...drops.keys()].toSorted((one, other) => one - other)).toEqual(
          expected.flatMap((members) => members.slice(1)).toSorted((one, other) => one - other),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('name the record that stays, and how alike the dropped one is to its nearest', () => {
    const keys = [keyOf([1, 2, 3], 10), keyOf([7, 7, 7], 10), keyOf([1, 0, 0], 11), keyOf([0, 0, 3], 10)];
    const { drops, clusters } = resolveGroups(barrier, keys);
    expect(clusters).toEqual([{ members: [0, 2, 3], kept: [0] }]);
    expect(drops.get(2)).toEqual({ reason: 'duplicate', cluster: 0, kept: 0, similarity: 0.75 });
    expect(drops.get(3)).toMatchObject({ kept: 0, similarity: 1 });
  });

  it('tell the judge which members are of the earlier data set', () => {
    const seen: number[] = [];
    const keys = [keyOf([1, 1, 1], 1), keyOf([1, 1, 1], 1), keyOf([1, 1, 1], 1)];
    const judge: Barrier<never>['judge'] = ({ scores, referenceCount }) => {
      seen.push(referenceCount);
      return Array.from(scores, () => undefined);
    };
    expect(resolveGroups({ ...barrier, judge }, keys, 2).drops.size).toBe(0);
    expect(seen).toEqual([2]);
  });

  it('compare a record of a crowded bucket with a bounded number of others', () => {
    let comparisonCount = 0;
    const similarity = (): undefined => {
      comparisonCount++;
      return undefined;
    };
    const bucket = Array.from({ length: 1000 }, (_, index) => ({ index, sketch: new Uint8Array() }));
    expect(compareBucket({ similarity }, bucket)).toEqual([]);
    expect(comparisonCount).toBeLessThanOrEqual(64 * bucket.length);
  });
});
