import type { Task } from '../model/document.ts';
import type { Run, RunEvent } from '../model/run.ts';
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

/** A run that can be had to go on. */
export const canGoOn = ({ status }: Run): boolean => status === 'failed' || status === 'stopped';

/** What a person asks of a run. The coordinator looks at nothing but the run's own state. */
export const personEvent = (
  type: Extract<RunEvent['type'], 'stop-requested' | 'retry-requested'>,
  { id: runId, stageIndex: stage }: Run,
  user: string,
): RunEvent => ({ type, runId, stage, attempt: 1, user });
