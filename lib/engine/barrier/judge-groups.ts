import type { Barrier, GroupMember } from '../../operators/barrier.ts';
import { createDisjointSets, type DisjointSets } from '../../operators/groups/disjoint-sets.ts';

/** Records that belong together, in the order of the data set, and what was decided about them. */
export interface JudgedGroup {
  /** From 1, in the order of the groups' first records. */
  readonly cluster: number;
  readonly members: Uint32Array;
  /** Why each member goes; undefined for those that stay. */
  readonly reasons: readonly (string | undefined)[];
}

/** Groups of records, as their ties become known. */
export interface RecordGroups {
  tie(one: number, other: number, similarity: number): void;
  /** How alike a record is to the one that it was found to be most alike. */
  strongestTie(record: number): number;
  /** The groups of two and more, in the order of their first records. */
  groups(): Iterable<Uint32Array>;
}

/** Takes some sixteen bytes a record. */
export const createRecordGroups = (recordCount: number): RecordGroups => {
  const sets = createDisjointSets(recordCount);
  const strongest = new Float32Array(recordCount);
  const note = (record: number, similarity: number): void => {
    if ((strongest[record] ?? 0) < similarity) strongest[record] = similarity;
  };

  function* groups(): Generator<Uint32Array> {
    const { nexts, lasts } = chained(sets, recordCount);
    for (let first = 0; first < recordCount; first++) {
      if (lasts[first] === first || sets.find(first) !== first) continue;
      yield chainFrom(first, nexts);
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

/** Asks the barrier about each group. The first `referenceCount` records are of an earlier data set. */
export function* judgeGroups(
  { judge }: Pick<Barrier<never>, 'judge'>,
  groups: Iterable<Uint32Array>,
  {
    scores,
    referenceCount,
  }: { readonly scores: Pick<Float64Array, number>; readonly referenceCount: number },
): Generator<JudgedGroup> {
  let cluster = 0;
  for (const members of groups) {
    cluster++;
    const judged = membersOf(members, scores, referenceCount);
    yield { cluster, members, reasons: withoutReferences(judge(judged), judged) };
  }
}

/** Neighbours that are the same share an object: a group may hold all records of the data set. */
const membersOf = (
  members: Uint32Array,
  scores: Pick<Float64Array, number>,
  referenceCount: number,
): readonly GroupMember[] => {
  let last: GroupMember | undefined;
  return Array.from(members, (record) => {
    const score = scores[record] ?? 0;
    const isReference = record < referenceCount;
    if (last?.score !== score || last.isReference !== isReference) last = { score, isReference };
    return last;
  });
};

/** A record of an earlier data set stays, whatever is said of it. */
const withoutReferences = (
  reasons: readonly (string | undefined)[],
  members: readonly GroupMember[],
): readonly (string | undefined)[] =>
  members.some(({ isReference }, place) => isReference && reasons[place] !== undefined)
    ? reasons.map((reason, place) => (members[place]?.isReference === true ? undefined : reason))
    : reasons;
