import { objectKeys } from '../model/object-keys.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { DamagedShards } from './damaged-shards.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { readSealed } from './sealed-json.ts';
import { readPlan, shardCountOf } from './stage-plan.ts';

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
  const plan = await readPlan(objects, { runId, stage });
  // Whoever does any of its shards again makes the plan anew.
  if (plan === undefined) throw new DamagedShards(stage, [0]);
  const keysByShard = await outcomeKeys(objects, objectKeys.stage(runId, stage));
  const shards = Array.from({ length: shardCountOf(plan) }, (_, shard) => shard);
  const outcomes = await mapConcurrently(shards, concurrentReads, async (shard) =>
    firstIntact(objects, keysByShard.get(shard) ?? []),
  );
  const damaged = shards.filter((shard) => outcomes[shard] === undefined);
  if (damaged.length > 0) throw new DamagedShards(stage, damaged);
  return outcomes.filter((outcome) => outcome !== undefined);
};

/**
 * The outcome of one shard of a finished stage.
 * @throws DamagedShards when none is intact
 */
export const readShardOutcome = async (
  objects: ObjectStore,
  { run, stage, shard }: { readonly run: string; readonly stage: number; readonly shard: number },
): Promise<ShardOutcome> => {
  // Most shards need one attempt: no list is needed to find what it has left.
  const first = await readSealed<ShardOutcome>(objects, objectKeys.shardOutcome(run, stage, shard, 1));
  if (first !== undefined) return first;
  const keys = await outcomeKeys(objects, objectKeys.shardObjects(run, stage, shard));
  const outcome = await firstIntact(objects, keys.get(shard) ?? []);
  if (outcome === undefined) throw new DamagedShards(stage, [shard]);
  return outcome;
};

/**
 * Takes away what a shard has left and is not as it was written, with the outcome that speaks of it, so that it is not met
 * again.
 * @throws DamagedShards always
 */
export const refuseShard = async (
  objects: ObjectStore,
  { run, stage, outcome }: { readonly run: string; readonly stage: number; readonly outcome: ShardOutcome },
): Promise<never> => {
  const { shard, attempt, outputKey, keys, edges, numbers, members, drops } = outcome;
  const parts = [keys, edges, numbers, members, drops].map((sections) => sections?.key);
  const left = [outputKey, ...parts].filter((key) => key !== undefined);
  await objects.delete([objectKeys.shardOutcome(run, stage, shard, attempt), ...left]);
  throw new DamagedShards(stage, [shard]);
};

/** The keys of the outcomes of each shard, lowest attempt first. */
const outcomeKeys = async (
  objects: ObjectStore,
  prefix: string,
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const found: { readonly shard: number; readonly attempt: number; readonly key: string }[] = [];
  for await (const { key } of objects.list(prefix)) {
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
