import { mapConcurrently } from '../engine/map-concurrently.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { StageKind } from '../model/run.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { firstRejects } from './first-rejects.ts';
import type { LogLine } from './log-line.ts';
import { shardLogLines } from './shard-log-lines.ts';

/** A stage of a run, as the log names it. */
export interface LoggedStage {
  readonly stage: number;
  readonly kind: StageKind;
}

/** The outcome of a shard, and when it was written. */
export interface WrittenOutcome {
  readonly outcome: ShardOutcome;
  readonly time: number | undefined;
}

const concurrentReads = 16;

/** The lines of some shards of a stage, a list for each, in their order. */
export const shardLogs = (
  objects: ObjectStore,
  run: string,
  { stage, kind, written }: LoggedStage & { readonly written: readonly WrittenOutcome[] },
): Promise<readonly (readonly LogLine[])[]> =>
  mapConcurrently(written, concurrentReads, async ({ outcome, time }) =>
    shardLogLines({
      stage,
      kind,
      outcome,
      time,
      rejects: await firstRejects(objects, run, { stage, outcome }),
    }),
  );

/** An outcome's object. */
export interface OutcomeObject {
  readonly key: string;
  readonly shard: number;
  /** When it was written, milliseconds since the epoch. */
  readonly time: number;
}

/** The outcomes that the shards of a stage have left so far, one a shard, in the order of the shards. */
export async function* listOutcomes(
  objects: ObjectStore,
  run: string,
  stage: number,
): AsyncGenerator<OutcomeObject> {
  let latest = -1;
  for await (const { key, modifiedAt } of objects.list(objectKeys.stage(run, stage))) {
    const shard = shardOfOutcome(key);
    // Of several attempts that have ended, any will do: their contents are equal.
    if (shard === undefined || shard === latest) continue;
    latest = shard;
    latest = shard;
    yield { key, shard, time: modifiedAt };
  }
}

const shardOfOutcome = (key: string): number | undefined => {
  const match = /\/(\d{5,})\.\d+\.json$/.exec(key);
  return match === null ? undefined : Number(match[1]);
};
