import { recordBlocks } from '../../engine/barrier/record-blocks.ts';
import { createRecordGroups } from '../../engine/barrier/record-groups.ts';
import { createPlaceOf } from '../../engine/barrier/record-places.ts';
import { readRecordTable } from '../../engine/barrier/record-table.ts';
import type { ClusterStage } from '../../model/run-spec.ts';
import { sourceShards } from '../placed-keys.ts';
import type { KeyObject, KeyWork } from './key-work.ts';
import { readEdges } from './read-edges.ts';
import { refuseMaker } from './refuse-maker.ts';
import { writeVerdicts } from './write-verdicts.ts';

/** Makes groups of all records that belong together, and judges them. */
export const judgeAll = async (
  work: KeyWork,
  { step, keysStage, groupStage }: ClusterStage,
): Promise<KeyObject> => {
  const { placed } = work;
  const groups = createRecordGroups(placed.recordCount);
  await readEdges(work, groupStage, [{ from: 0, to: recordBlocks(placed.shards).length }], groups.tie);
  const { lines, scores } = await readTables(work).catch((error: unknown) =>
    refuseMaker(work, keysStage, error),
  );
  const placeOf = createPlaceOf(placed.shards);
  return writeVerdicts(work, {
    step,
    groups: groups.groups(),
    records: {
      scores,
      isReference: (record) => record < placed.referenceCount,
      strongestTie: groups.strongestTie,
      placeOf: (record) => placeOf(record, lines[record] ?? 0),
    },
    ranges: sourceShards(placed).map(({ firstRecord, keys }) => ({
      from: firstRecord,
      to: firstRecord + keys.recordCount,
      indexOf: (record) => record - firstRecord,
    })),
  });
};

/** Lines and scores of all records, in the order in which they are compared. */
const readTables = async ({ objects, placed: { shards, recordCount } }: KeyWork) => {
  const lines = new Uint32Array(recordCount);
  const scores = new Float64Array(recordCount);
  for (const { firstRecord, keys } of shards) {
    const table = await readRecordTable(objects, keys);
    lines.set(table.lines, firstRecord);
    scores.set(table.scores, firstRecord);
  }
  return { lines, scores };
};
