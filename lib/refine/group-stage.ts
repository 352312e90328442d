import { findEdges } from '../engine/barrier/find-edges.ts';
import { DamagedSection, writeSections } from '../engine/barrier/sections.ts';
import { createOperatorTally } from '../engine/operator-tally.ts';
import { readShardOutcomes, refuseShard } from '../engine/shard-outcomes.ts';
import type { StageWork } from '../engine/stage-work.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { builtBarrier, refineSpec } from './built-recipe.ts';
import { keyPartitionCount } from './key-partitions.ts';
import { type PlacedOutcome, placeKeys } from './placed-keys.ts';
import { keyStageOf } from './refine-stages.ts';

/** Finds the records that belong together: a shard for each partition of their keys. */
export const groupStage: StageWork = {
  plan: async (ports, context) => {
    const spec = refineSpec(context.spec);
    const { step } = keyStageOf(spec, context.stage, 'group');
    const partitionCount = await keyPartitionCount(ports, spec, step);
    return Array.from({ length: partitionCount }, (_, partition) => ({ partition }));
  },
  doShard: async (ports, context, { shard: partition, attempt }) => {
    const spec = refineSpec(context.spec);
    const { step, keysStage } = keyStageOf(spec, context.stage, 'group');
    const { operatorId, barrier } = await builtBarrier(ports, spec, step);
    const tally = createOperatorTally(operatorId, step);
    const startedAt = performance.now();
    const { shards } = placeKeys(await readShardOutcomes(ports.objects, spec.run, keysStage));
    const key = objectKeys.shardEdges(spec.run, context.stage, partition, attempt);
    const found = findEdges(ports.objects, barrier, { shards, partition });
    const { sizeBytes, ...edges } = await writeSections(ports.objects, key, [found]).catch((error: unknown) =>
      refuseMaker(ports.objects, { run: spec.run, stage: keysStage, shards, error }),
    );
    tally.batch({ inCount: 0, outCount: 0, milliseconds: performance.now() - startedAt });
    return {
      shard: partition,
      attempt,
      edges,
      result: { recordCount: 0, rejectedCount: 0, sizeBytes, operators: [tally.counts()] },
    };
  },
};

interface Failed {
  readonly run: string;
  readonly stage: number;
  readonly shards: readonly PlacedOutcome[];
  readonly error: unknown;
}

/** Has the shard done again whose keys are damaged. */
export const refuseMaker = async (
  objects: ObjectStore,
  { run, stage, shards, error }: Failed,
): Promise<never> => {
  const maker =
    error instanceof DamagedSection ? shards.find(({ keys }) => keys.key === error.key) : undefined;
  if (maker === undefined) throw error;
  return refuseShard(objects, { run, stage, outcome: maker.outcome });
};
