import { SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { readJson } from './json-object.ts';
import { mapConcurrently } from './map-concurrently.ts';

const concurrentReads = 16;

/**
 * The outcomes of all shards of a finished stage, in shard order. Where several attempts of a shard have ended,
 * the lowest counts; their contents are equal.
 */
export const readShardOutcomes = async (
  objects: ObjectStore,
  runId: string,
  stage: number,
): Promise<readonly ShardOutcome[]> => {
  const { length: shardCount } = await readJson<readonly unknown[]>(
    objects,
    objectKeys.stagePlan(runId, stage),
  );
  const keyByShard = new Map<number, { readonly key: string; readonly attempt: number }>();
  for await (const { key } of objects.list(objectKeys.stage(runId, stage))) {
    const match = /\/(\d{5,})\.(\d+)\.json$/.exec(key);
    if (match === null) continue;
    const [shard, attempt] = [Number(match[1]), Number(match[2])];
    const best = keyByShard.get(shard);
    if (best === undefined || attempt < best.attempt) keyByShard.set(shard, { key, attempt });
  }
  const shards = Array.from({ length: shardCount }, (_, shard) => shard);
  return mapConcurrently(shards, concurrentReads, async (shard) => {
    const found = keyByShard.get(shard);
    if (found === undefined) {
      throw new SluiceError('ModelArts.72020067', { reason: `the outcome of shard ${shard} is missing` });
    }
    return readJson<ShardOutcome>(objects, found.key);
  });
};
