import { createDropStep } from '../engine/barrier/apply-drops.ts';
import { type BuiltStep, chainStep, isBarrierStep, type ReadDocuments } from '../engine/build-steps.ts';
import type { NumberedLine } from '../engine/numbered-line.ts';
import { compileChain, type RecordChain } from '../engine/record-chain.ts';
import { regroupLines } from '../engine/regroup-lines.ts';
import type { ShardTask, StageContext, StageWork, WorkPorts } from '../engine/stage-work.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { AskingLimits, RecordStage, RefineSpec, ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { builtRecipe, refineSpec } from './built-recipe.ts';
import { documentTasks } from './documents/document-tasks.ts';
import { readDocumentsOf } from './documents/read-documents.ts';
import { keyPartitionCount } from './key-partitions.ts';
import { createKeyStep, type KeyStep } from './key-step.ts';
import { judgedInput, sourceLines } from './refine-input.ts';
import { recordStageOf } from './refine-stages.ts';
import { type RefineTask, referenceTasks, sourceTasks } from './refine-task.ts';
import { callOffWait, unlessItWaits } from './shard-wait.ts';
import { writeChanges } from './write-changes.ts';
import { runThrough, writeOutput } from './write-output.ts';

/** Runs the fused operators of a stage over slices of a data set version. */
export const refineStage: StageWork = {
  plan: async (ports, context) => {
    const spec = refineSpec(context.spec);
    const { keysOf } = recordStageOf(spec, context.stage);
    const tasks = await documentTasks(ports.objects, spec, await sourceTasks(ports.objects, spec));
    if (keysOf === undefined) return tasks;
    const partitionCount = await keyPartitionCount(ports, spec, keysOf);
    // Those of earlier data sets come last, so that a shard has one number in all stages.
    const all = [...tasks, ...(await referenceTasks(ports.objects, spec, keysOf))];
    return all.map((task) => ({ ...task, partitionCount }));
  },
  doShard: async (ports, context, shard) => {
    const spec = refineSpec(context.spec);
    const task = shard.task as RefineTask; // the plan's elements are made above
    const work = async (): Promise<Outcome> => {
      const steps = await builtRecipe(ports, spec);
      const stage = recordStageOf(spec, context.stage);
      const signal = spec.asking === undefined ? undefined : timeLimit(ports);
      return doSlice(ports, { context, spec, stage, steps, shard, task, signal });
    };
    return spec.asking?.isBatched === true ? unlessItWaits(ports, { context, ...shard }, work) : work();
  },
  giveUp: callOffWait,
};

interface Slice {
  readonly context: StageContext;
  readonly spec: RefineSpec;
  readonly stage: RecordStage;
  readonly steps: readonly BuiltStep[];
  readonly shard: ShardTask;
  readonly task: RefineTask;
  /** Aborted when no more time is left to ask a model. */
  readonly signal: AbortSignal | undefined;
}

/** A model that is slow must not hold up a function until that is ended: what is answered by then is kept. */
const usualModelMilliseconds = 240_000;

const timeLimit = ({ modelMilliseconds = usualModelMilliseconds }: WorkPorts): AbortSignal | undefined =>
  Number.isFinite(modelMilliseconds) ? AbortSignal.timeout(modelMilliseconds) : undefined;

type Outcome = Omit<ShardOutcome, 'seconds'>;

/** Lines that are read ahead of the model, for each request that is under way. */
const linesPerRequest = 16;
/** Lines of which all questions are asked by one batch: as many questions as services take. */
const linesPerBatch = 50_000;

const linesAtOnce = ({ isBatched, shardConcurrency }: AskingLimits): number =>
  isBatched === true ? linesPerBatch : linesPerRequest * shardConcurrency;

const doSlice = async ({ objects, documentReader }: WorkPorts, slice: Slice): Promise<Outcome> => {
  const { context, spec, stage, task } = slice;
  const { shard, attempt } = slice.shard;
  const keyStep = keyStepOf(slice);
  let recordCount = 0;
  const readDocuments = readDocumentsOf({
    objects,
    documentReader,
    prefix: task.mediaPrefix ?? '',
    startedAt: spec.createdAt,
  });
  const chain = chainOf(slice, readDocuments, (records) => {
    recordCount += records.length;
    keyStep?.take(records);
  });
  const { lines: read, dropStep } = await openInput(objects, slice);
  const lines = spec.asking === undefined ? read : regroupLines(read, linesAtOnce(spec.asking));
  const written =
    task.reference === undefined && stage.isWritten
      ? await writeOutput(objects, objectKeys.shardOutput(spec.run, context.stage, shard, attempt), {
          chain,
          lines,
          spec,
          isReadAgain: keyStep !== undefined,
        })
      : await runThrough(chain, lines);
  const keys = await keyStep?.write(objects, {
    key: objectKeys.shardKeys(spec.run, context.stage, shard, attempt),
    task,
  });
  if (task.reference === undefined) {
    const operatorIds = slice.steps.map(({ operator }) => operator.id);
    const dropped = dropStep?.changes() ?? [];
    await writeChanges(objects, { context, stage, shard, operatorIds, chain, dropped });
  }
  const operators = [
    ...(dropStep === undefined ? [] : [dropStep.counts()]),
    ...chain.counts(),
    ...(keyStep === undefined ? [] : [keyStep.counts()]),
  ];
  const rejectedCount = task.reference === undefined ? chain.rejects().length : 0;
  const { sizeBytes, ...output } = written;
  return {
    shard,
    attempt,
    ...output,
    ...(keys === undefined ? {} : { keys }),
    result: {
      recordCount: task.reference === undefined ? recordCount : 0,
      rejectedCount,
      sizeBytes,
      operators,
    },
  };
};

const keyStepOf = ({ stage, steps, task }: Slice): KeyStep | undefined => {
  const step = stage.keysOf === undefined ? undefined : steps[stage.keysOf];
  if (step === undefined || stage.keysOf === undefined || !isBarrierStep(step)) return undefined;
  return createKeyStep(step, { step: stage.keysOf, partitionCount: task.partitionCount ?? 1 });
};

/** The operators of the stage; records of an earlier data set are taken as they are. */
const chainOf = (
  { spec, stage, steps, task, signal }: Slice,
  readDocuments: ReadDocuments,
  onKept: NonNullable<Parameters<typeof compileChain>[1]['onKept']>,
): RecordChain => {
  const { from, to, repeatedFrom = from, input } = stage;
  const repeated = steps.slice(repeatedFrom, from).filter((step) => !isBarrierStep(step));
  const own = task.reference === undefined ? [...repeated, ...steps.slice(from, to)] : [];
  const chained = own.map((step) => chainStep(step, readDocuments));
  return compileChain(chained, {
    type: task.reference?.type ?? (input === 'source' ? spec.type : typeBefore(steps, from, spec.type)),
    file: task.file,
    keptChanges: spec.keptChanges,
    repeatedCount: task.reference === undefined ? repeated.length : 0,
    isWritten: stage.isWritten && task.reference === undefined,
    onKept,
    shareLimits: {
      ...task.share,
      ...(spec.asking === undefined ? {} : { concurrency: spec.asking.shardConcurrency }),
      ...(spec.asking?.isBatched === true ? { mayWait: true } : {}),
      ...(signal === undefined ? {} : { signal }),
    },
    ...(spec.stages === undefined ? {} : { firstStep: from }),
  });
};

const typeBefore = (steps: readonly BuiltStep[], step: number, sourceType: DatasetType): DatasetType =>
  steps[step - 1]?.typeAfter ?? sourceType;

const openInput = async (objects: ObjectStore, slice: Slice) => {
  const { spec, stage, steps, shard, task } = slice;
  const { drops: dropsOf } = stage;
  if (dropsOf === undefined || task.reference !== undefined) return { lines: sourceLines(objects, task) };
  const input = await judgedInput(objects, {
    spec,
    stage: { ...stage, drops: dropsOf },
    shard: shard.shard,
    task,
  });
  const dropStep = createDropStep({
    operatorId: steps[dropsOf.step]?.operator.id ?? '',
    step: dropsOf.step,
    file: task.file,
    drops: input.drops,
  });
  async function* kept(): AsyncGenerator<readonly NumberedLine[]> {
    for await (const batch of input.lines) yield dropStep.process(batch);
  }
  return { lines: kept(), dropStep };
};
