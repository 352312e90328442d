import { createHash } from 'node:crypto';
import { createRun } from '../engine/create-run.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { WorkQueue } from '../ports/queues.ts';
import { loadUsableDataset } from './create-task.ts';
import { taskTrace } from './task-trace.ts';

/** Changed records that each operator keeps per shard; what was dropped or rejected is all kept. */
const defaultKeptChanges = 100;

export interface StartPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  readonly clock: Clock;
}

/**
 * Starts a run of a task and gives it. Called twice at once, both calls give the one run.
 * @throws SluiceError ModelArts.72020048, 72020008, 72020022, 72010001
 */
export const startTask = async (
  ports: StartPorts,
  workspace: string,
  taskId: string,
  options: { readonly sampleCount?: number } = {},
): Promise<Run> => {
  const found = await ports.documents.find('task', workspace, taskId);
  if (found === undefined) throw new SluiceError('ModelArts.72020048', {});
  const { document: task, revision } = found;
  if (task.status === 'running') throw new SluiceError('ModelArts.72020008', {});
  const source = await loadUsableDataset(ports.documents, workspace, task.source.dataset);
  const output = await claimOutput(ports, task, source);

  const now = ports.clock.now();
  const runId = `run-${createHash('sha256').update(`${taskId}/${revision}`).digest('hex').slice(0, 20)}`;
  const started: Task = { ...task, status: 'running', latestRun: runId, updatedAt: now };
  const spec = { ...specOf(started, source, { runId, version: output.document.version + 1 }), ...options };
  const run = runOf(started, spec, now);
  // Of two callers at once the first says what the run does; its workers may have begun to read it.
  await ports.objects.writeNew(objectKeys.runSpec(runId), Buffer.from(JSON.stringify(spec)));
  await createRun(ports, run, {
    writes: [
      { kind: 'task', document: started, expectedRevision: revision },
      { kind: 'dataset', document: output.document, expectedRevision: output.revision },
    ],
    traces: [taskTrace(started, 'startRefineJob', { time: now, run: runId })],
  });
  return run;
};

/** The data set that the task makes a version of: a new one whose name is free, or its own from an earlier run. */
const claimOutput = async (
  { documents, clock }: StartPorts,
  task: Task,
  source: Dataset,
): Promise<Versioned<Dataset>> => {
  const { dataset: id } = task.output;
  const known = await documents.find('dataset', task.workspace, id);
  if (known !== undefined && known.document.madeBy !== task.id) {
    throw new SluiceError('ModelArts.72010001', { dataset: id });
  }
  if (known !== undefined && known.document.version > 0) return known;
  const now = clock.now();
  const document: Dataset = {
    id,
    workspace: task.workspace,
    user: task.user,
    madeBy: task.id,
    description: '',
    type: source.type,
    format: source.format,
    status: 'creating',
    version: 0,
    recordCount: 0,
    sizeBytes: 0,
    properties: source.properties,
    copyright: source.copyright,
    createdAt: known?.document.createdAt ?? now,
    updatedAt: now,
  };
  return { document, revision: known?.revision ?? 0 };
};

const specOf = (
  task: Task,
  source: Dataset,
  { runId, version }: { readonly runId: string; readonly version: number },
): RefineSpec => ({
  kind: 'refine',
  run: runId,
  workspace: task.workspace,
  task: task.id,
  recipe: task.recipe,
  type: source.type,
  format: source.format,
  sourceManifestKey: objectKeys.datasetManifest(task.workspace, source.id, task.source.version),
  keptChanges: defaultKeptChanges,
  output: { dataset: task.output.dataset, version },
  shardBytes: LIMITS.shardBytes,
  createdAt: task.updatedAt,
});

const runOf = (task: Task, spec: RefineSpec, now: number): Run => ({
  id: spec.run,
  kind: 'refine',
  mode: 'quarantine',
  publish: task.output.publish,
  workspace: task.workspace,
  user: task.user,
  parent: { kind: 'task', id: task.id, name: task.name },
  status: 'running',
  stages: (['refine', 'publish'] as const).map((kind) => ({
    kind,
    status: 'waiting',
    shardCount: 0,
    doneCount: 0,
  })),
  stageIndex: 0,
  output: spec.output,
  createdAt: now,
  updatedAt: now,
});
