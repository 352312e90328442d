import type { Task } from '../model/document.ts';
import type { Run, RunError, RunEvent } from '../model/run.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { EventQueue } from '../ports/queues.ts';
import type { TaskPorts } from './change-task.ts';

export interface TaskRunPorts extends TaskPorts {
  /** Where what people ask of a run goes. */
  readonly events: EventQueue;
}

/** The run that a task's status tells of; undefined when there is none. */
export const findLatestRun = async (
  documents: DocumentStore,
  { workspace, latestRun }: Task,
): Promise<Run | undefined> => {
  if (latestRun === undefined) return undefined;
  const found = await documents.find('run', workspace, latestRun);
  return found?.document;
};

/** Why a task has failed; undefined when it has not. */
export const findFailure = async (documents: DocumentStore, task: Task): Promise<RunError | undefined> =>
  task.status === 'failed' ? (await findLatestRun(documents, task))?.error : undefined;

/** A run that can be had to go on. */
export const canGoOn = ({ status }: Run): boolean => status === 'failed' || status === 'stopped';

interface PersonRequest {
  readonly run: Run;
  readonly user: string;
  /** Of the task, by the commit that notes the request. */
  readonly revision: number;
}

/**
 * What a person asks of a run. The coordinator looks at nothing but the run's own state; the attempt tells one request
 * from another, since a queue takes equal events that come within minutes of each other for one.
 */
export const personEvent = (
  type: Extract<RunEvent['type'], 'stop-requested' | 'retry-requested'>,
  { run: { id: runId, stageIndex: stage }, user, revision: attempt }: PersonRequest,
): RunEvent => ({ type, runId, stage, attempt, user });
