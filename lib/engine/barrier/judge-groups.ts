import type { Barrier } from '../../operators/barrier.ts';
import type { RecordPlace } from './record-places.ts';

/** Records that belong together; each member is a place in what is known of the records. */
export interface RecordGroup {
  /** From 1, in the order of the groups' first records. */
  readonly cluster: number;
  /** In the order of the data set. */
  readonly members: Uint32Array;
}

/** What is known of the records that groups are made of, by their places here. */
export interface JudgedRecords {
  readonly scores: Float64Array;
  readonly isReference: (member: number) => boolean;
  /** How alike a record is to the one that it was found to be most alike. */
  readonly strongestTie: (member: number) => number;
  readonly placeOf: (member: number) => RecordPlace;
}

/** What was decided about a group. */
export interface JudgedGroup extends RecordGroup {
  /** Why each member goes; undefined for those that stay. */
  readonly reasons: readonly (string | undefined)[];
}

/** Asks the barrier about each group. Records of an earlier data set stay, whatever it says of them. */
export function* judgeGroups(
  { judge }: Pick<Barrier<never>, 'judge'>,
  groups: Iterable<RecordGroup>,
  { scores, isReference }: Pick<JudgedRecords, 'scores' | 'isReference'>,
): Generator<JudgedGroup> {
  for (const { cluster, members } of groups) {
    const firstOwn = members.findIndex((member) => !isReference(member));
    const referenceCount = firstOwn === -1 ? members.length : firstOwn;
    const groupScores = new Float64Array(members.length);
    for (const [place, member] of members.entries()) groupScores[place] = scores[member] ?? 0;
    const reasons = judge({ scores: groupScores, referenceCount });
    yield { cluster, members, reasons: withoutReferences(reasons, referenceCount) };
  }
}

const withoutReferences = (
  reasons: readonly (string | undefined)[],
  referenceCount: number,
): readonly (string | undefined)[] =>
  reasons.slice(0, referenceCount).every((reason) => reason === undefined)
    ? reasons
    : reasons.map((reason, place) => (place < referenceCount ? undefined : reason));
