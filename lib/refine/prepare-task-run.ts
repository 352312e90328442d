import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import type { AskingLimits, Reference, RefiningStage } from '../model/run-spec.ts';
import { parseRecipe, typeBehind } from '../operators/parse-recipe.ts';
import type { Versioned, Write } from '../ports/document-store.ts';
import { askingLimits, demandsModel } from './asking-limits.ts';
import { blockRecordsOf, comparedRecords, requireComparable } from './compared-records.ts';
import { loadUsableSource, type Source, type SourcePorts } from './load-source.ts';
import { refiningStages } from './refine-stages.ts';
import { releaseOutput } from './release-output.ts';
import { requireModels } from './require-models.ts';
import { resolveReferences } from './resolve-references.ts';
import { runShardBytes } from './run-shard-bytes.ts';
import { changedOutput, claimOutput, type OutputChange } from './task-output.ts';

/** A task that lacks nothing. */
export type CompleteTask = Task & Required<Pick<Task, 'recipe' | 'output'>>;

export interface PreparedRun {
  readonly task: CompleteTask;
  readonly source: Source;
  readonly stages: readonly RefiningStage[];
  readonly shardBytes: number;
  /** Set where the recipe asks a model. */
  readonly asking: AskingLimits | undefined;
  /** The places of the stages that do. */
  readonly askingStages: readonly number[];
  /** The earlier data sets that operators compare with, at the versions that they have now. */
  readonly references: readonly Reference[];
  /** What the run makes a version of, as it was found. */
  readonly dataset: Versioned<Dataset>;
  /** What changes beside the task: the data set is claimed, one that was claimed for nothing is free. */
  readonly writes: readonly Write[];
}

/**
 * Finds out whether a task can run, with the changes of the request to its output.
 * @throws SluiceError ModelArts.72020050 when it is not complete, 72010003 and 72020022 for its source, 72010001 for its
 * output, 72060001 when it is too large, and what `parseRecipe` throws: operators may have changed since the recipe was saved
 */
export const prepareTaskRun = async (
  ports: SourcePorts,
  given: Task,
  {
    change,
    now,
    sampleCount,
  }: {
    readonly change: OutputChange | undefined;
    readonly now: number;
    readonly sampleCount?: number | undefined;
  },
): Promise<PreparedRun> => {
  const { documents } = ports;
  const task = requireComplete(given, change);
  const source = await loadUsableSource(ports, task.workspace, task.source);
  const steps = parseRecipe(task.recipe, source.type, source.format);
  requireModels(steps, ports.models);
  const references = await resolveReferences(ports, task.workspace, steps);
  const operators = steps.map(({ operator }) => operator);
  const read = [source, ...references];
  const recordCount = sum(read.map(comparedRecords));
  requireComparable(operators, recordCount);
  const stages = refiningStages(operators, source.type, blockRecordsOf(recordCount));
  const shardBytes = runShardBytes(source.type, stages, {
    sizeBytes: sum(read.map(({ sizeBytes = 0 }) => sizeBytes)),
    recordCount,
  });
  const type = typeBehind(steps, source.type);
  const dataset = await claimOutput(documents, { task, output: task.output, source, type, now });
  const released = await releaseOutput(documents, given, task.output);
  const { document, revision: expectedRevision } = dataset;
  return {
    task,
    source,
    stages,
    shardBytes,
    asking: askingLimits(steps, { ...source, sampleCount }, ports.models),
    askingStages: stages.flatMap((stage, index) =>
      'from' in stage && steps.slice(stage.from, stage.to).some((step) => demandsModel(step, ports.models))
        ? index
        : [],
    ),
    references,
    dataset,
    writes: [{ kind: 'dataset', document, expectedRevision }, ...released],
  };
};

const requireComplete = (task: Task, change: OutputChange | undefined): CompleteTask => {
  const { recipe } = task;
  if (recipe === undefined) throw incomplete('it has no recipe yet');
  const output = changedOutput(task.output, change);
  if (output === undefined) throw incomplete('it is not said yet what data set it makes');
  return { ...task, recipe, output };
};

const incomplete = (reason: string): SluiceError => new SluiceError('ModelArts.72020050', { reason });

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
