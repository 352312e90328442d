import { createOperatorTally } from '../../engine/operator-tally.ts';
import { readShardOutcomes } from '../../engine/shard-outcomes.ts';
import type { ShardTask, StageContext, WorkPorts } from '../../engine/stage-work.ts';
import type { RefineSpec, Sections, ShardOutcome } from '../../model/run-spec.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { builtBarrier, type KeyJudge, refineSpec } from '../built-recipe.ts';
import { type PlacedOutcomes, placeKeys } from '../placed-keys.ts';

/** What a shard of a stage that deals with keys works with. */
export interface KeyWork extends KeyJudge {
  readonly objects: ObjectStore;
  readonly spec: RefineSpec;
  readonly stage: number;
  readonly shard: number;
  readonly attempt: number;
  /** Of all shards. */
  readonly placed: PlacedOutcomes;
}

/** What such a shard has written. */
export interface KeyObject extends Sections {
  readonly sizeBytes: number;
}

interface KeyStageShard {
  readonly ports: WorkPorts;
  readonly context: StageContext;
  readonly shard: ShardTask;
  readonly of: { readonly step: number; readonly keysStage: number };
}

/** Does a shard of such a stage, and gives its outcome with what it has written, under the name that is given. */
export const doKeyWork = async (
  { ports, context, shard: { shard, attempt }, of: { step, keysStage } }: KeyStageShard,
  name: 'edges' | 'numbers' | 'members' | 'drops',
  work: (work: KeyWork) => Promise<KeyObject>,
): Promise<Omit<ShardOutcome, 'seconds'>> => {
  const spec = refineSpec(context.spec);
  const { objects } = ports;
  const judge = await builtBarrier(ports, spec, step);
  const tally = createOperatorTally(judge.operatorId, step);
  const startedAt = performance.now();
  const placed = placeKeys(await readShardOutcomes(objects, spec.run, keysStage));
  const { sizeBytes, ...sections } = await work({
    ...judge,
    objects,
    spec,
    stage: context.stage,
    shard,
    attempt,
    placed,
  });
  tally.batch({ inCount: 0, outCount: 0, milliseconds: performance.now() - startedAt });
  return {
    shard,
    attempt,
    [name]: sections,
    result: { recordCount: 0, rejectedCount: 0, sizeBytes, operators: [tally.counts()] },
  };
};
