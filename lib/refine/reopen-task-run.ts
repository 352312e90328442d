import { personEvent } from '../engine/person-event.ts';
import type { Task } from '../model/document.ts';
import type { Run } from '../model/run.ts';
import type { Versioned, Write } from '../ports/document-store.ts';
import type { TaskRunPorts } from './latest-run.ts';
import { taskTrace } from './task-trace.ts';

interface Reopening {
  readonly run: Run;
  readonly user: string;
  /** Where it goes on, for the trace. */
  readonly from: 'failed' | 'publish';
  readonly writes?: readonly Write[];
}

/**
 * Has the latest run of a task go on, and gives it as it will be. The task waits, so that nothing else can be done with
 * it, until the coordinator has heard.
 */
export const reopenTaskRun = async (
  { documents, events, clock }: TaskRunPorts,
  { document, revision }: Versioned<Task>,
  { run, user, from, writes = [] }: Reopening,
): Promise<Run> => {
  const now = clock.now();
  const task: Task = { ...document, status: 'pending', updatedAt: now };
  const request = { run: run.id, from };
  await documents.commit(
    [{ kind: 'task', document: task, expectedRevision: revision }, ...writes],
    [taskTrace(task, 'retryRefineJob', { time: now, user, revision: revision + 1, request })],
  );
  await events.send([personEvent('retry-requested', run, user)]);
  return reopened(run, now);
};

/** A run as the coordinator will have it once it has heard of a retry. */
export const reopened = ({ error: _error, endedAt: _endedAt, ...run }: Run, now: number): Run => ({
  ...run,
  status: 'running',
  updatedAt: now,
});
