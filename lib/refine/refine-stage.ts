import { type BuiltStep, buildSteps } from '../engine/build-steps.ts';
import { trackCheckpoints } from '../engine/checkpoints.ts';
import { readJson } from '../engine/json-object.ts';
import { compileChain, type RecordChain } from '../engine/record-chain.ts';
import { shardRanges } from '../engine/shard-ranges.ts';
import type { ShardTask, StageContext, StageWork, WorkPorts } from '../engine/stage-work.ts';
import { encodeLines } from '../formats/encode-lines.ts';
import { linesOf } from '../formats/lines-of.ts';
import type { DatasetManifest, DatasetPart } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RefineSpec, RunSpec, ShardOutcome } from '../model/run-spec.ts';
import { type ParsedStep, parseRecipe } from '../operators/parse-recipe.ts';
import type { ObjectStore } from '../ports/object-store.ts';
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
  /** Records to take from the slice's start; absent for all. */
  readonly limit?: number;
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
    const { sizeBytes } = await ports.objects.write(outputKey, output);
    await writeChanges(ports.objects, { context, shard, steps }, chain);
    const checkpoints = tracked.checkpoints();
    return {
      ...resultOf(chain, sizeBytes),
      shard: shard.shard,
      attempt: shard.attempt,
      outputKey,
      checkpoints,
    };
  },
};

const rememberedRecipes = 4;
const builtByRun = new Map<string, Promise<readonly BuiltStep[]>>();

/** A run's operators are prepared once a worker, not once a shard: that takes longer than a small shard does. */
const buildOnce = (ports: WorkPorts, spec: RefineSpec): Promise<readonly BuiltStep[]> => {
  const known = builtByRun.get(spec.run) ?? build(ports, spec);
  builtByRun.set(spec.run, known);
  known.catch(() => builtByRun.delete(spec.run));
  const [oldest] = builtByRun.keys();
  if (builtByRun.size > rememberedRecipes && oldest !== undefined) builtByRun.delete(oldest);
  return known;
};

const build = async (ports: WorkPorts, { recipe, type }: RefineSpec): Promise<readonly BuiltStep[]> => {
  const steps = parseRecipe(recipe, type);
  return buildSteps(steps, await loadResources(ports, steps));
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

const sampleOf = (parts: readonly DatasetPart[], sampleCount: number): readonly RefineTask[] => {
  let left = sampleCount;
  return parts.flatMap(({ key, file, sizeBytes, recordCount }) => {
    const limit = Math.min(left, recordCount);
    left -= limit;
    return limit === 0 ? [] : [{ key, file, sizeBytes, start: 0, end: sizeBytes, firstLine: 1, limit }];
  });
};

const loadResources = async (
  { loadResource }: WorkPorts,
  steps: readonly ParsedStep[],
): Promise<readonly ReadonlyMap<string, string>[]> =>
  Promise.all(
    steps.map(async ({ operator, params }) => {
      const requests = operator.resources?.(params) ?? [];
      const texts = requests.map(async ({ name, address }) => [name, await loadResource(address)] as const);
      return new Map(await Promise.all(texts));
    }),
  );

async function* refinedLines(
  chain: RecordChain,
  task: RefineTask,
  objects: ObjectStore,
): AsyncIterable<Uint8Array> {
  let left = task.limit ?? Number.POSITIVE_INFINITY;
  for await (const batch of linesOf(task, (range) => objects.read(task.key, range))) {
    const taken = left < batch.length ? batch.slice(0, left) : batch;
    left -= taken.length;
    const lines = chain.process(taken);
    if (lines.length > 0) yield encodeLines(lines);
    if (left === 0) return;
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
