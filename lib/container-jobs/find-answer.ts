import { readSealed } from '../engine/sealed-json.ts';
import { readPlan, shardCountOf } from '../engine/stage-plan.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RunEvent, WorkMessage } from '../model/run.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/**
 * What a worker has left as its answer to a message, though nobody may have heard of it; undefined when it has not come
 * so far, or its output is to be made anew.
 */
export const findAnswer = async (
  objects: ObjectStore,
  { runId, stage, shard, attempt, isRedo }: WorkMessage,
): Promise<RunEvent | undefined> => {
  if (isRedo) return undefined;
  if (shard === 'plan') {
    const plan = await readPlan(objects, { runId, stage });
    return plan && { type: 'stage-planned', runId, stage, attempt, shardCount: shardCountOf(plan) };
  }
  const key = objectKeys.shardOutcome(runId, stage, shard, attempt);
  const outcome = await readSealed<ShardOutcome>(objects, key);
  return outcome && { type: 'shard-succeeded', runId, stage, attempt, shard, result: outcome.result };
};
