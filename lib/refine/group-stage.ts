import { recordBlocks } from '../engine/barrier/record-blocks.ts';
import { readShardOutcomes } from '../engine/shard-outcomes.ts';
import type { StageWork } from '../engine/stage-work.ts';
import { findPairs } from './barrier/find-pairs.ts';
import { gatherMembers } from './barrier/gather-members.ts';
import { doKeyWork } from './barrier/key-work.ts';
import { refineSpec } from './built-recipe.ts';
import { keyPartitionCount } from './key-partitions.ts';
import { placeKeys } from './placed-keys.ts';
import { keyStageOf } from './refine-stages.ts';

/**
 * Finds the records that belong together, a shard for each partition of their keys; later, where they are many, brings
 * together what is known of them, a shard for each block of records.
 */
export const groupStage: StageWork = {
  plan: async (ports, context) => {
    const spec = refineSpec(context.spec);
    const stage = keyStageOf(spec, context.stage, 'group');
    if (stage.part === undefined) {
      const partitionCount = await keyPartitionCount(ports, spec, stage.step);
      return Array.from({ length: partitionCount }, (_, partition) => ({ partition }));
    }
    const { shards } = placeKeys(await readShardOutcomes(ports.objects, spec.run, stage.keysStage));
    return recordBlocks(shards, stage.blockRecords).map((_, block) => ({ block }));
  },
  doShard: async (ports, context, shard) => {
    const of = keyStageOf(refineSpec(context.spec), context.stage, 'group');
    const given = { ports, context, shard, of };
    return of.part === undefined
      ? doKeyWork(given, 'edges', (work) => findPairs(work, of))
      : doKeyWork(given, 'members', (work) => gatherMembers(work, of));
  },
};
