import { objectKeys } from '../model/object-keys.ts';
import type { StageKind } from '../model/run.ts';
import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** A finished stage with the outcomes of its shards, in shard order. */
export interface FinishedStage {
  readonly kind: StageKind;
  readonly outcomes: readonly ShardOutcome[];
}

/** Writes `log.jsonl`: a line for each shard of the stages, in order, with its counts and the time that it took. */
export const writeRunLog = async (
  objects: ObjectStore,
  { run }: RunSpec,
  stages: readonly FinishedStage[],
): Promise<void> => {
  const lines = stages.flatMap(({ kind, outcomes }, stage) =>
    outcomes.map(({ shard, attempt, seconds, result }) => ({
      level: result.rejectedCount > 0 ? 'warn' : 'info',
      stage,
      kind,
      shard,
      attempt,
      seconds: Math.round(seconds * 1000) / 1000,
      records: result.recordCount,
      rejected: result.rejectedCount,
      bytes: result.sizeBytes,
    })),
  );
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await objects.write(objectKeys.log(run), Buffer.from(text));
};
