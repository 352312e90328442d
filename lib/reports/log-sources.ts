import { mapConcurrently } from '../engine/map-concurrently.ts';
import { readSealed } from '../engine/sealed-json.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { type Cursor, offsetIn } from './cursor.ts';
import { memoryLines, objectLines, type SourceBatch } from './line-source.ts';
import { type LogLine, textOfLine } from './log-line.ts';
import { type LoggedStage, listOutcomes, type OutcomeObject, shardLogs } from './shard-logs.ts';

/** Parts of the log, in order; then one for each stage whose shards tell their lines themselves. */
const lifePart = 0;
const writtenPart = 1;
const firstStagePart = 2;

const shardsAtOnce = 64;
/** To read what a shard has left takes as long as so many bytes of a log. */
const shardCostBytes = 128 * 1024;

/**
 * The log of a run from a cursor on: what happened to it as a whole, then shard by shard. The shards' lines come from
 * `log.jsonl` or, until that is written, from what the shards have left so far.
 */
export async function* logSources(
  objects: ObjectStore,
  { run, life }: { readonly run: Run; readonly life: readonly LogLine[] },
  from: Cursor,
): AsyncGenerator<SourceBatch> {
  yield* memoryLines({ part: lifePart, id: 'run', costBytes: 0 }, life.map(textOfLine), from);
  const key = objectKeys.log(run.id);
  // Whoever has begun with the shards' own lines goes on with them, though the log has been written meanwhile.
  const written = from.part >= firstStagePart ? undefined : await objects.find(key);
  if (written !== undefined) {
    const { sizeBytes } = written;
    const log = { part: writtenPart, id: 'log', key, sizeBytes };
    yield* objectLines(objects, log, { from, maxLineBytes: LIMITS.replyBytes });
    return;
  }
  for (const [stage, { kind }] of run.stages.slice(0, run.stageIndex + 1).entries()) {
    if (kind !== 'publish') yield* stageSources(objects, { run: run.id, stage, kind }, from);
  }
}

async function* stageSources(
  objects: ObjectStore,
  place: LoggedStage & { readonly run: string },
  from: Cursor,
): AsyncGenerator<SourceBatch> {
  const part = firstStagePart + place.stage;
  if (from.part > part) return;
  let group: OutcomeObject[] = [];
  for await (const outcome of listOutcomes(objects, place.run, place.stage)) {
    if (offsetIn(from, { part, id: outcome.key }) === undefined) continue;
    group.push(outcome);
    if (group.length < shardsAtOnce) continue;
    yield* groupSources(objects, { ...place, group }, from);
    group = [];
  }
  yield* groupSources(objects, { ...place, group }, from);
}

async function* groupSources(
  objects: ObjectStore,
  {
    run,
    stage,
    kind,
    group,
  }: LoggedStage & { readonly run: string; readonly group: readonly OutcomeObject[] },
  from: Cursor,
): AsyncGenerator<SourceBatch> {
  const read = await mapConcurrently(group, shardsAtOnce, async ({ key, time }) => {
    // One that is damaged is found and made again by the stage that needs it.
    const outcome = await readSealed<ShardOutcome>(objects, key);
    return outcome === undefined ? [] : [{ key, outcome, time }];
  });
  const written = read.flat();
  const logs = await shardLogs(objects, run, { stage, kind, written });
  for (const [index, { key }] of written.entries()) {
    const source = { part: firstStagePart + stage, id: key, costBytes: shardCostBytes };
    yield* memoryLines(source, (logs[index] ?? []).map(textOfLine), from);
  }
}
