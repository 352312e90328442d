import type { Barrier, RecordKey } from './barrier.ts';
import { bucketsOfBand } from './groups/buckets-of-band.ts';
import { compareBucket } from './groups/compare-bucket.ts';
import { createDisjointSets, type DisjointSets } from './groups/disjoint-sets.ts';

/** What became of a data set's records. */
export interface Resolution {
  /** The records that go, by their place in the data set. */
  readonly drops: ReadonlyMap<number, Drop>;
  /** Groups of two records and more, in the order of their first members. */
  readonly clusters: readonly Cluster[];
}

interface Drop {
  readonly reason: string;
  /** The first member of its cluster. */
  readonly cluster: number;
  /** The first member of its cluster that stays; undefined when none does. */
  readonly kept: number | undefined;
  /** How alike it is to the record of its cluster that it was found to be most alike. */
  readonly similarity: number;
}

interface Cluster {
  /** In the order of the data set. */
  readonly members: readonly number[];
  readonly kept: readonly number[];
}

/**
 * Groups the keys of a data set in memory and judges the groups: what a run over any number of workers must come to as
 * well. Keys of an earlier data set come first, and none of those is dropped.
 */
export const resolveGroups = (
  barrier: Pick<Barrier<never>, 'bandCount' | 'similarity' | 'judge'>,
  keys: readonly (RecordKey | undefined)[],
  referenceCount = 0,
): Resolution => {
  const sets = createDisjointSets(keys.length);
  const strongest = new Float32Array(keys.length);
  for (let band = 0; band < barrier.bandCount; band++) {
    for (const bucket of bucketsOfBand(keys, band)) {
      const entries = bucket.map((index) => ({ index, sketch: keys[index]?.sketch ?? noSketch }));
      for (const { one, other, similarity } of compareBucket(barrier, entries)) {
        sets.unite(one, other);
        strongest[one] = Math.max(strongest[one] ?? 0, similarity);
        strongest[other] = Math.max(strongest[other] ?? 0, similarity);
      }
    }
  }
  const drops = new Map<number, Drop>();
  const clusters = groupsOf(sets, keys.length).map((members): Cluster => {
    const reasons = barrier.judge({
      scores: Float64Array.from(members, (index) => keys[index]?.score ?? 0),
      referenceCount: members.filter((index) => index < referenceCount).length,
    });
    const kept = members.filter((_, place) => reasons[place] === undefined);
    const cluster = members[0] ?? 0; // a group has two members at least
    for (const [place, index] of members.entries()) {
      const reason = reasons[place];
      if (reason === undefined) continue;
      drops.set(index, { reason, cluster, kept: kept[0], similarity: strongest[index] ?? 0 });
    }
    return { members, kept };
  });
  return { drops, clusters };
};

const noSketch = new Uint8Array();

const groupsOf = (sets: DisjointSets, count: number): readonly (readonly number[])[] => {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const first = sets.find(index);
    if (first === index) continue;
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [first, index]);
    else group.push(index);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, members]) => members);
};
