import { createEdgeSections } from '../../engine/barrier/edge-sections.ts';
import { findEdges } from '../../engine/barrier/find-edges.ts';
import { recordBlocks } from '../../engine/barrier/record-blocks.ts';
import { writeSections } from '../../engine/barrier/sections.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { PairStage } from '../../model/run-spec.ts';
import type { KeyObject, KeyWork } from './key-work.ts';
import { refuseMaker } from './refuse-maker.ts';

/** The edges among the records that share a band in one partition. */
export const findPairs = async (
  work: KeyWork,
  { keysStage, blockRecords }: PairStage,
): Promise<KeyObject> => {
  const { objects, barrier, placed, shard: partition } = work;
  const edges = createEdgeSections(recordBlocks(placed.shards, blockRecords));
  await findEdges(objects, barrier, { shards: placed.shards, partition, take: edges.add }).catch(
    (error: unknown) => refuseMaker(work, keysStage, error),
  );
  const key = objectKeys.shardEdges(work.spec.run, work.stage, partition, work.attempt);
  return writeSections(objects, key, edges.sections());
};
