import { roundedSimilarity } from './drop-book.ts';
import { jsonLines } from './json-lines.ts';
import type { JudgedGroup, JudgedRecords } from './judge-groups.ts';

/** Members of a group that the report names. */
const listedMembers = 100;

/** A line of JSON for each group: its size, and the first of its members, with why they went. */
export function* clusterLines(
  groups: Iterable<JudgedGroup>,
  { strongestTie, placeOf }: Pick<JudgedRecords, 'strongestTie' | 'placeOf'>,
): Generator<Buffer> {
  const describe = ({ cluster, members, reasons }: JudgedGroup): object => ({
    cluster,
    size: members.length,
    kept: reasons.reduce((count, reason) => (reason === undefined ? count + 1 : count), 0),
    members: Array.from(members.subarray(0, listedMembers), (member, place) => ({
      ...placeOf(member),
      similarity: roundedSimilarity(strongestTie(member)),
      ...(reasons[place] === undefined ? {} : { dropped: reasons[place] }),
    })),
  });
  yield* jsonLines(mapped(groups, describe));
}

function* mapped<From, To>(values: Iterable<From>, map: (value: From) => To): Generator<To> {
  for (const value of values) yield map(value);
}
