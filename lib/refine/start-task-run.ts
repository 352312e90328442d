import { createHash } from 'node:crypto';
import { createRun } from '../engine/create-run.ts';
import { newRun } from '../engine/new-run.ts';
import { sealed } from '../engine/sealed-json.ts';
import type { Task } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import type { TextModels } from '../model/text-models.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { WorkQueue } from '../ports/queues.ts';
import { type CompleteTask, type PreparedRun, prepareTaskRun } from './prepare-task-run.ts';
import { kindsOf } from './refine-stages.ts';
import type { OutputChange } from './task-output.ts';
import { taskTrace } from './task-trace.ts';

/** Changed records that each operator keeps per shard; what was dropped or rejected is all kept. */
const defaultKeptChanges = 100;

export interface StartPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  readonly clock: Clock;
  readonly models?: TextModels;
}

/** What a start may choose (guide, table 4-6). */
export interface StartChoices {
  /** Records to take from the start of the source; all by default. */
  readonly sampleCount?: number | undefined;
  /** The task keeps it. */
  readonly output?: OutputChange | undefined;
}

interface StartFacts extends StartChoices {
  readonly user: string;
  readonly trace: 'startRefineJob' | 'retryRefineJob';
  readonly runId?: string;
}

/**
 * Creates a run of a task from its start node on, and gives it.
 * @throws SluiceError what `prepareTaskRun` throws
 */
export const startTaskRun = async (
  ports: StartPorts,
  { document, revision }: Versioned<Task>,
  { user, trace, runId: givenId, sampleCount, output: change }: StartFacts,
): Promise<Run> => {
  const now = ports.clock.now();
  const prepared = await prepareTaskRun(ports, document, { change, now, sampleCount });
  const runId = givenId ?? idOf(document.id, revision, { sampleCount, change });
  const task = { ...prepared.task, status: 'pending', latestRun: runId, updatedAt: now } as const;
  const sample = sampleCount === undefined ? {} : { sampleCount };
  const spec = { ...specOf(task, prepared), ...sample };
  const run = runOf(task, spec, { user, askingStages: prepared.askingStages });
  // Of two callers at once the first says what the run does; its workers may have begun to read it.
  await ports.objects.writeNew(objectKeys.runSpec(runId), sealed(spec));
  const request = { run: runId, ...(sampleCount === undefined ? {} : { sample_count: sampleCount }) };
  await createRun(ports, run, {
    writes: [{ kind: 'task', document: task, expectedRevision: revision }, ...prepared.writes],
    traces: [taskTrace(task, trace, { time: now, user, revision: revision + 1, request })],
  });
  return run;
};

/** The same for callers that ask for the same at once, so that they get one run. */
const idOf = (task: string, revision: number, choices: object): string => {
  const text = JSON.stringify([task, revision, choices]);
  return `run-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
};

const specOf = (
  task: CompleteTask & { readonly latestRun: string },
  { source, dataset, stages, shardBytes, asking, references }: PreparedRun,
): RefineSpec => ({
  kind: 'refine',
  run: task.latestRun,
  workspace: task.workspace,
  task: task.id,
  recipe: task.recipe,
  type: source.type,
  format: source.format,
  sourceManifestKey: objectKeys.datasetManifest(task.workspace, source.dataset.id, source.version),
  keptChanges: defaultKeptChanges,
  output: { dataset: task.output.dataset, version: dataset.document.version + 1 },
  shardBytes,
  createdAt: task.updatedAt,
  ...(isUsual(stages) ? {} : { stages, keyPartitionBytes: LIMITS.keyPartitionBytes }),
  ...(asking === undefined ? {} : { asking }),
  ...(references.length > 0 ? { references } : {}),
});

/** One stage that does the whole recipe, as runs of earlier versions have it. */
const isUsual = ([first, , ...more]: PreparedRun['stages']): boolean =>
  first?.kind === 'refine' && more.length === 0;

const runOf = (
  task: CompleteTask,
  spec: RefineSpec,
  { user, askingStages }: Pick<PreparedRun, 'askingStages'> & { readonly user: string },
): Run => {
  const { run: id, output, createdAt } = spec;
  return newRun({
    id,
    kind: 'refine',
    stages: kindsOf(spec),
    ...(spec.asking === undefined
      ? {}
      : { limited: { stages: askingStages, window: spec.asking.shardsAtOnce } }),
    mode: 'quarantine',
    publish: task.output.publish,
    workspace: task.workspace,
    user,
    parent: { kind: 'task', id: task.id, name: task.name },
    output,
    createdAt,
  });
};
