import type { BuiltStep } from '../engine/build-steps.ts';
import { trackCheckpoints } from '../engine/checkpoints.ts';
import { readJson } from '../engine/json-object.ts';
import { checkpointBefore, linesOfWindows, type NumberedWindow } from '../engine/read-window.ts';
import { compileChain, type RecordChain } from '../engine/record-chain.ts';
import { sampleWindows } from '../engine/sample-windows.ts';
import { shardRanges } from '../engine/shard-ranges.ts';
import type { ShardTask, StageContext, StageWork, WorkPorts } from '../engine/stage-work.ts';
import { encodeLines } from '../formats/encode-lines.ts';
import { linesOf } from '../formats/lines-of.ts';
import type { ReadRange } from '../formats/owned-chunks.ts';
import type { DatasetManifest, DatasetPart } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RefineSpec, RunSpec, ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { buildRecipe } from './build-recipe.ts';
import { operatorNames } from './operator-names.ts';

/** A slice of a part of the source version. */
interface RefineTask {
  readonly key: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly sizeBytes: number;
  /** Number of the slice's first line in its part, from 1. */
  readonly firstLine: number;
  /** Where to take records from, and how many; absent for all records of the slice. */
  readonly windows?: readonly NumberedWindow[];
}

/** Runs the fused operators of a recipe over slices of a data set version. */
export const refineStage: StageWork = {
  plan: async ({ objects }, { spec }) => {
    const { sourceManifestKey, shardBytes, sampleCount } = refineSpec(spec);
    const { parts } = await readJson<DatasetManifest>(objects, sourceManifestKey);
    return sampleCount === undefined
      ? parts.flatMap((part) => slicesOf(part, shardBytes))
      : sampleOf(parts, sampleCount);
  },
  doShard: async (ports, context, shard) => {
    const spec = refineSpec(context.spec);
    const task = shard.task as RefineTask; // the plan's elements are made above
    const steps = await buildOnce(ports, spec);
    const chain = compileChain(steps, { type: spec.type, file: task.file, keptChanges: spec.keptChanges });
    const outputKey = objectKeys.shardOutput(spec.run, context.stage, shard.shard, shard.attempt);
    const tracked = trackCheckpoints(spec.shardBytes);
    const output = tracked.pass(refinedLines(chain, task, ports.objects));
    const { sizeBytes, etag } = await ports.objects.write(outputKey, output);
    await writeChanges(ports.objects, { context, shard, steps }, chain);
    const checkpoints = tracked.checkpoints();
    return {
      ...resultOf(chain, sizeBytes),
      shard: shard.shard,
      attempt: shard.attempt,
      outputKey,
      etag,
      checkpoints,
    };
  },
};

const rememberedRecipes = 4;
const builtByRun = new Map<string, Promise<readonly BuiltStep[]>>();

/** A run's operators are prepared once a worker, not once a shard: that takes longer than a small shard does. */
const buildOnce = (ports: WorkPorts, spec: RefineSpec): Promise<readonly BuiltStep[]> => {
  const known = builtByRun.get(spec.run) ?? buildRecipe(ports.loadResource, spec);
  builtByRun.set(spec.run, known);
  known.catch(() => builtByRun.delete(spec.run));
  const [oldest] = builtByRun.keys();
  if (builtByRun.size > rememberedRecipes && oldest !== undefined) builtByRun.delete(oldest);
  return known;
};

const refineSpec = (spec: RunSpec): RefineSpec => {
  if (spec.kind !== 'refine') throw new TypeError(`a refine stage in a run of kind ${spec.kind}`);
  return spec;
};

const slicesOf = (
  { key, file, sizeBytes, checkpoints }: DatasetPart,
  shardBytes: number,
): readonly RefineTask[] =>
  shardRanges(sizeBytes, shardBytes).map(({ start, end }) => {
    const checkpoint = checkpoints.findLast(({ offset }) => offset <= start);
    return {
      key,
      file,
      sizeBytes,
      start,
      end,
      firstLine: checkpoint?.offset === start ? checkpoint.line : 1,
    };
  });

/** A part of which every record or some are to be taken is one slice, so that a sample is one file a part as well. */
const sampleOf = (parts: readonly DatasetPart[], sampleCount: number): readonly RefineTask[] =>
  sampleWindows(parts, sampleCount).flatMap((windows, index) => {
    const part = parts[index];
    if (part === undefined || windows.length === 0) return [];
    const { key, file, sizeBytes, checkpoints } = part;
    const numbered = windows.map((window) => ({ ...window, after: checkpointBefore(checkpoints, window) }));
    return [{ key, file, sizeBytes, start: 0, end: sizeBytes, firstLine: 1, windows: numbered }];
  });

async function* refinedLines(
  chain: RecordChain,
  task: RefineTask,
  objects: ObjectStore,
): AsyncIterable<Uint8Array> {
  const read: ReadRange = (range) => objects.read(task.key, range);
  const batches =
    task.windows === undefined ? linesOf(task, read) : linesOfWindows(task.windows, task.sizeBytes, read);
  for await (const batch of batches) {
    const lines = chain.process(batch);
    if (lines.length > 0) yield encodeLines(lines);
  }
}

const writeChanges = async (
  objects: ObjectStore,
  {
    context,
    shard,
    steps,
  }: { readonly context: StageContext; readonly shard: ShardTask; readonly steps: readonly BuiltStep[] },
  chain: RecordChain,
): Promise<void> => {
  const { run } = context.spec;
  const names = operatorNames(steps.map(({ operator }) => operator.id));
  for (const [index, changes] of chain.changes().entries()) {
    if (changes.length === 0) continue;
    await objects.write(objectKeys.changes(run, names[index] ?? '', shard.shard), jsonLines(changes));
  }
  const rejects = chain.rejects();
  if (rejects.length > 0) {
    await objects.write(objectKeys.rejects(run, context.stage, shard.shard), jsonLines(rejects));
  }
};

const jsonLines = (values: readonly unknown[]): Uint8Array =>
  Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

const resultOf = (chain: RecordChain, sizeBytes: number): Pick<ShardOutcome, 'result'> => {
  const operators = chain.counts();
  const recordCount = operators.at(-1)?.outCount ?? 0;
  return { result: { recordCount, rejectedCount: chain.rejects().length, sizeBytes, operators } };
};
