import { createGroupNumbers } from '../../lib/engine/barrier/group-numbers.ts';

/** Numbers the groups of so many records, a third of them in groups of three, and tells the largest memory taken, bytes. */
const recordCount = Number(process.argv[2]);
const groupCount = Math.floor(recordCount / 9);
const groups = createGroupNumbers(recordCount);
// Members of a group lie anywhere: a step that has no divisor in common with the count meets each record once.
const placeOf = (member: number): number => Number((BigInt(member) * 2_654_435_761n) % BigInt(recordCount));
for (let group = 0; group < groupCount; group++) {
  const first = placeOf(3 * group);
  groups.tie(first, placeOf(3 * group + 1));
  groups.tie(first, placeOf(3 * group + 2));
}
const numbers = groups.numbers();
let largest = 0;
for (let record = 0; record < recordCount; record++) largest = Math.max(largest, numbers[record] ?? 0);
if (largest !== groupCount) throw new Error(`${largest} groups of ${groupCount}`);
console.log(process.resourceUsage().maxRSS * 1024);
