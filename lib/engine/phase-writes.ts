import type { Connection, Dataset, Task } from '../model/document.ts';
import type { Run, StageResult } from '../model/run.ts';
import type { DocumentStore, Versioned, Write } from '../ports/document-store.ts';
import { phaseOf } from './run-phase.ts';
import { isEnded, type RunState } from './run-state.ts';

/**
 * The documents that change with the phase of a run: the connection or task that it is a run of and, when it ends or
 * goes on after an end, its output.
 */
export const phaseWrites = async (
  documents: DocumentStore,
  before: Run,
  after: RunState,
): Promise<readonly Write[]> => {
  if (isEnded(after.run)) return outcomeWrites(documents, after);
  if (phaseOf(before) === phaseOf(after.run)) return [];
  const [parent, dataset] = await Promise.all([
    parentWrite(documents, after.run),
    isEnded(before) ? reopenedDataset(documents, after.run) : undefined,
  ]);
  return [parent, dataset].filter((write) => write !== undefined);
};

const reopenedDataset = async (documents: DocumentStore, run: Run): Promise<Write | undefined> => {
  const found = await documents.find('dataset', run.workspace, run.output.dataset);
  if (found?.document.status !== 'failed') return undefined;
  const document = { ...found.document, status: 'creating', updatedAt: run.updatedAt } as const;
  return { kind: 'dataset', document, expectedRevision: found.revision };
};

const outcomeWrites = async (
  documents: DocumentStore,
  { run, stage }: RunState,
): Promise<readonly Write[]> => {
  const [parent, dataset] = await Promise.all([
    parentWrite(documents, run),
    documents.find('dataset', run.workspace, run.output.dataset),
  ]);
  // A newer run of the same parent has claimed the name again; that this one failed says nothing about it.
  const isOurs = run.status === 'succeeded' || parent !== undefined;
  const after =
    dataset === undefined || !isOurs ? undefined : datasetAfter(run, stage.result, dataset.document);
  return [
    ...(parent === undefined ? [] : [parent]),
    ...(dataset === undefined || after === undefined
      ? []
      : [{ kind: 'dataset', document: after, expectedRevision: dataset.revision } as const]),
  ];
};

const parentWrite = async (documents: DocumentStore, run: Run): Promise<Write | undefined> => {
  const { kind, id } = run.parent;
  if (kind === 'connection') {
    const found = await documents.find('connection', run.workspace, id);
    if (!isLatest(run, found)) return undefined;
    return { kind, document: connectionAfter(run, found.document), expectedRevision: found.revision };
  }
  const found = await documents.find('task', run.workspace, id);
  if (!isLatest(run, found)) return undefined;
  return { kind, document: taskAfter(run, found.document), expectedRevision: found.revision };
};

/** A parent that a newer run has begun to speak for is not told how an older one ended. */
const isLatest = <Parent extends Connection | Task>(
  run: Run,
  found: Versioned<Parent> | undefined,
): found is Versioned<Parent> => found?.document.latestRun === run.id;

const connectionAfter = (run: Run, { error: _past, ...connection }: Connection): Connection => ({
  ...connection,
  status: connectionStatus(run),
  ...(run.error === undefined ? {} : { error: run.error }),
  updatedAt: run.updatedAt,
});

const taskAfter = (run: Run, task: Task): Task => ({
  ...task,
  status: phaseOf(run),
  updatedAt: run.updatedAt,
});

const connectionStatus = ({ status }: Run): Connection['status'] => {
  if (status === 'succeeded') return 'success';
  return status === 'stopping' ? 'running' : status;
};

/** Undefined when the data set stays as it is: it has versions already, and this run has made no other. */
const datasetAfter = (run: Run, published: StageResult, dataset: Dataset): Dataset | undefined => {
  if (run.status !== 'succeeded') {
    return dataset.version === 0 ? { ...dataset, status: 'failed', updatedAt: run.updatedAt } : undefined;
  }
  return {
    ...dataset,
    format: published.format ?? dataset.format,
    status: run.publish ? 'online' : 'offline',
    version: Math.max(run.output.version, dataset.version),
    recordCount: published.recordCount,
    sizeBytes: published.sizeBytes,
    updatedAt: run.updatedAt,
  };
};
