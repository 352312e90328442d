import {
  createMemberTable,
  groupsOfTable,
  type MemberTable,
  memberBytes,
} from '../../engine/barrier/member-rows.ts';
import { createPlaceOf } from '../../engine/barrier/record-places.ts';
import { DamagedSection, readSection, sectionSize, wholeRows } from '../../engine/barrier/sections.ts';
import { readShardOutcomes } from '../../engine/shard-outcomes.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { LIMITS } from '../../model/limits.ts';
import type { VerdictStage } from '../../model/run-spec.ts';
import { sourceShards } from '../placed-keys.ts';
import { refusing } from '../refine-input.ts';
import type { KeyObject, KeyWork } from './key-work.ts';
import { writeVerdicts } from './write-verdicts.ts';

/** Judges the groups that are dealt out to a shard. */
export const judgeMembers = async (
  work: KeyWork,
  { step, memberStage }: VerdictStage,
): Promise<KeyObject> => {
  const { placed } = work;
  const { table, shardCount } = await readMembers(work, memberStage);
  const { clusters, records, lines, scores, similarities } = table;
  const placeOf = createPlaceOf(placed.shards);
  let from = 0;
  const memberBefore = (record: number): number => {
    while (from < records.length && (records[from] ?? 0) < record) from++;
    return from;
  };
  return writeVerdicts(work, {
    step,
    groups: groupsOfTable(clusters, shardCount),
    records: {
      scores,
      isReference: (member) => (records[member] ?? 0) < placed.referenceCount,
      strongestTie: (member) => similarities[member] ?? 0,
      placeOf: (member) => placeOf(records[member] ?? 0, lines[member] ?? 0),
    },
    ranges: sourceShards(placed).map(({ firstRecord, keys }) => ({
      from: memberBefore(firstRecord),
      to: memberBefore(firstRecord + keys.recordCount),
      indexOf: (member) => (records[member] ?? 0) - firstRecord,
    })),
  });
};

/** In the order of the data set: block by block, and so they lie in each. */
const readMembers = async (
  { objects, spec: { run }, shard }: KeyWork,
  stage: number,
): Promise<{ readonly table: MemberTable; readonly shardCount: number }> => {
  const outcomes = await readShardOutcomes(objects, run, stage);
  const sizeBytes = outcomes.reduce(
    (total, { members }) => total + (members === undefined ? 0 : sectionSize(members, shard)),
    0,
  );
  requireJudgeable(sizeBytes / memberBytes);
  const table = createMemberTable(sizeBytes / memberBytes);
  for (const outcome of outcomes) {
    await refusing(objects, { run, stage, outcome }, async () => {
      if (outcome.members === undefined) throw new DamagedSection('no members');
      for await (const rows of wholeRows(readSection(objects, outcome.members, shard), memberBytes))
        table.addRows(rows);
    });
  }
  return { table, shardCount: outcomes.length };
};

/** Groups are dealt out evenly; so many members are those of one that is as large as a data set. */
const requireJudgeable = (memberCount: number): void => {
  if (memberCount <= LIMITS.judgedRecords) return;
  const reason = `records that are like each other can be ${LIMITS.judgedRecords}, and these are ${memberCount}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'source', reason });
};
