import { createDisjointSets, type DisjointSets } from '../../operators/groups/disjoint-sets.ts';
import type { RecordGroup } from './judge-groups.ts';

/** Groups of records, as their ties become known. */
interface RecordGroups {
  tie(one: number, other: number, similarity: number): void;
  /** How alike a record is to the one that it was found to be most alike. */
  strongestTie(record: number): number;
  /** The groups of two and more, in the order of their first records. */
  groups(): Iterable<RecordGroup>;
}

/** Takes some sixteen bytes a record. */
export const createRecordGroups = (recordCount: number): RecordGroups => {
  const sets = createDisjointSets(recordCount);
  const strongest = new Float32Array(recordCount);
  const note = (record: number, similarity: number): void => {
    if ((strongest[record] ?? 0) < similarity) strongest[record] = similarity;
  };

  function* groups(): Generator<RecordGroup> {
    const { nexts, lasts } = chained(sets, recordCount);
    let cluster = 0;
    for (let first = 0; first < recordCount; first++) {
      if (lasts[first] === first || sets.find(first) !== first) continue;
      yield { cluster: ++cluster, members: chainFrom(first, nexts) };
    }
  }

  return {
    tie: (one, other, similarity) => {
      sets.unite(one, other);
      note(one, similarity);
      note(other, similarity);
    },
    strongestTie: (record) => strongest[record] ?? 0,
    groups,
  };
};

/** A record and those behind it in its group. */
const chainFrom = (first: number, nexts: Uint32Array): Uint32Array => {
  let count = 1;
  for (let next = nexts[first] ?? 0; next > 0; next = nexts[next - 1] ?? 0) count++;
  const members = new Uint32Array(count);
  members[0] = first;
  for (let at = 1, next = nexts[first] ?? 0; next > 0; next = nexts[next - 1] ?? 0) members[at++] = next - 1;
  return members;
};

/** Of each record the next of its group plus one, zero at the end; and of the first of each group, the last. */
const chained = ({ find }: DisjointSets, recordCount: number) => {
  const [nexts, lasts] = [new Uint32Array(recordCount), new Uint32Array(recordCount)];
  for (let record = 0; record < recordCount; record++) {
    const first = find(record);
    if (first !== record) nexts[lasts[first] ?? first] = record + 1;
    lasts[first] = record;
  }
  return { nexts, lasts };
};
