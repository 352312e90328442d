import { objectKeys } from '../model/object-keys.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { StagePlan } from './create-worker.ts';
import { DamagedShards } from './damaged-shards.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { readSealed } from './sealed-json.ts';

const concurrentReads = 16;

/**
 * The outcomes of all shards of a finished stage, in shard order. Where several attempts of a shard have ended, the
 * lowest that is intact counts; their contents are equal.
 * @throws DamagedShards those of which no outcome is intact
 */
export const readShardOutcomes = async (
  objects: ObjectStore,
  runId: string,
  stage: number,
): Promise<readonly ShardOutcome[]> => {
  const plan = await readSealed<StagePlan>(objects, objectKeys.stagePlan(runId, stage));
  // Whoever does any of its shards again makes the plan anew.
  if (plan === undefined) throw new DamagedShards(stage, [0]);
  const keysByShard = await outcomeKeys(objects, runId, stage);
  const shards = Array.from({ length: plan.tasks.length }, (_, shard) => shard);
  const outcomes = await mapConcurrently(shards, concurrentReads, async (shard) =>
    firstIntact(objects, keysByShard.get(shard) ?? []),
  );
  const damaged = shards.filter((shard) => outcomes[shard] === undefined);
  if (damaged.length > 0) throw new DamagedShards(stage, damaged);
  return outcomes.filter((outcome) => outcome !== undefined);
};

/** The keys of the outcomes of each shard, lowest attempt first. */
const outcomeKeys = async (
  objects: ObjectStore,
  runId: string,
  stage: number,
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const found: { readonly shard: number; readonly attempt: number; readonly key: string }[] = [];
  for await (const { key } of objects.list(objectKeys.stage(runId, stage))) {
    const match = /\/(\d{5,})\.(\d+)\.json$/.exec(key);
    if (match !== null) found.push({ shard: Number(match[1]), attempt: Number(match[2]), key });
  }
  found.sort((one, other) => one.attempt - other.attempt);
  const byShard = Map.groupBy(found, ({ shard }) => shard);
  return new Map([...byShard].map(([shard, ofShard]) => [shard, ofShard.map(({ key }) => key)]));
};

/** The first that is as it was written. The others are taken away, so that they are not met again. */
const firstIntact = async (
  objects: ObjectStore,
  keys: readonly string[],
): Promise<ShardOutcome | undefined> => {
  for (const key of keys) {
    const outcome = await readSealed<ShardOutcome>(objects, key);
    if (outcome !== undefined) return outcome;
    await objects.delete([key]);
  }
  return undefined;
};
