import { createGroupNumbers, numberRows } from '../../engine/barrier/group-numbers.ts';
import { recordBlocks } from '../../engine/barrier/record-blocks.ts';
import { writeSections } from '../../engine/barrier/sections.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { NumberStage } from '../../model/run-spec.ts';
import type { KeyObject, KeyWork } from './key-work.ts';
import { readEdges } from './read-edges.ts';

/** The numbers of the groups that all edges lead to: the one thing for which all records must be in one place. */
export const numberGroups = async (
  work: KeyWork,
  { groupStage, blockRecords }: NumberStage,
): Promise<KeyObject> => {
  const { objects, spec, placed } = work;
  const blocks = recordBlocks(placed.shards, blockRecords);
  const groups = createGroupNumbers(placed.recordCount);
  await readEdges(work, groupStage, [{ from: 0, to: blocks.length }], groups.tie);
  const numbers = groups.numbers();
  const key = objectKeys.shardNumbers(spec.run, work.stage, work.shard, work.attempt);
  return writeSections(
    objects,
    key,
    blocks.map((block) => numberRows(numbers, block)),
  );
};
