import type { Task } from '../model/document.ts';
import type { Run, RunError } from '../model/run.ts';
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
