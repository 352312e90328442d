import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { LoggedReject } from './shard-log-lines.ts';

/** Bytes that are read to find the first: records may be large. */
const headBytes = 256 * 1024;

/**
 * Where the first records that a shard set aside stood, and why; at most `LIMITS.loggedRejects`. Validation sets none
 * aside: it finds bad records whose lines are known when all of the file is validated.
 */
export const firstRejects = async (
  objects: ObjectStore,
  run: string,
  { stage, outcome }: { readonly stage: number; readonly outcome: ShardOutcome },
): Promise<readonly LoggedReject[]> => {
  const { validation, result, shard } = outcome;
  if (validation !== undefined || result.rejectedCount === 0) return [];
  const key = objectKeys.rejects(run, stage, shard);
  const found = await objects.find(key);
  if (found === undefined) return [];
  const chunks: Uint8Array[] = [];
  const end = Math.min(found.sizeBytes, headBytes);
  for await (const chunk of objects.read(key, { start: 0, end })) chunks.push(chunk);
  // What follows the last line end is nothing, or a line that was cut.
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
  return lines.slice(0, LIMITS.loggedRejects).map((line) => JSON.parse(line) as LoggedReject); // as the workers write them
};
