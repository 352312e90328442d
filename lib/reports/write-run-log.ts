import { objectKeys } from '../model/object-keys.ts';
import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { textOfLine } from './log-line.ts';
import { type LoggedStage, listOutcomes, shardLogs } from './shard-logs.ts';

/** A stage all of whose shards are done, with their outcomes in order. */
export interface FinishedStage extends LoggedStage {
  readonly outcomes: readonly ShardOutcome[];
}

const shardsAtOnce = 64;

/**
 * Writes `log.jsonl`, the lines of all shards of the stages, in order. Until it is there, the log is read from what
 * the shards have left; from then on it stands for them, so all stages before publishing must be among these.
 */
export const writeRunLog = async (
  objects: ObjectStore,
  { run }: Pick<RunSpec, 'run'>,
  stages: readonly FinishedStage[],
): Promise<void> => {
  await objects.write(objectKeys.log(run), logBytes(objects, run, stages));
};

async function* logBytes(
  objects: ObjectStore,
  run: string,
  stages: readonly FinishedStage[],
): AsyncGenerator<Uint8Array> {
  for (const { stage, kind, outcomes } of stages) {
    const timeByShard = new Map<number, number>();
    for await (const { shard, time } of listOutcomes(objects, run, stage)) timeByShard.set(shard, time);
    for (let from = 0; from < outcomes.length; from += shardsAtOnce) {
      const written = outcomes
        .slice(from, from + shardsAtOnce)
        .map((outcome) => ({ outcome, time: timeByShard.get(outcome.shard) }));
      const lines = (await shardLogs(objects, run, { stage, kind, written })).flat();
      yield Buffer.from(lines.map((line) => `${textOfLine(line)}\n`).join(''));
    }
  }
}
