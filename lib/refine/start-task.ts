import { decideAgain } from '../assets/decide-again.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { Run } from '../model/run.ts';
import { isUnderWay, loadTask, notAllowed, requireLive } from './require-task.ts';
import { type StartChoices, type StartPorts, startTaskRun } from './start-task-run.ts';

export type { StartPorts } from './start-task-run.ts';

interface StartOptions extends StartChoices {
  /** Who starts it; its creator by default. */
  readonly user?: string;
  /** Starts that come again under the same id are one; by default those of one revision of the task are. */
  readonly runId?: string;
  /** Also after a failure: for what starts by itself, where nobody is there to retry. */
  readonly isUnattended?: boolean;
}

/**
 * Starts a run of a task that is complete and at rest, and gives the run. Called twice at once, both calls give the one
 * run, or one of them is refused.
 * @throws SluiceError ModelArts.72020048, 72020051 when it is deleted or has failed, 72020008 when it runs, 72020050
 * when it is not complete, and what `startTaskRun` throws
 */
export const startTask = async (
  ports: StartPorts,
  workspace: string,
  id: string,
  { user, runId, isUnattended = false, ...choices }: StartOptions = {},
): Promise<Run> => {
  const start = async (): Promise<Run> => {
    const found = await loadTask(ports.documents, { workspace, id });
    requireStartable(found.document, isUnattended);
    return startTaskRun(ports, found, {
      ...choices,
      user: user ?? found.document.user,
      trace: 'startRefineJob',
      ...(runId === undefined ? {} : { runId }),
    });
  };
  // What is started under a given id may have left a spec that another decision would not replace.
  return runId === undefined ? decideAgain(start) : start();
};

const requireStartable = (task: Task, isUnattended: boolean): void => {
  requireLive(task);
  if (isUnderWay(task)) throw new SluiceError('ModelArts.72020008', { status: task.status });
  if (isUnattended || task.status !== 'failed') return;
  throw notAllowed(task, 'its latest run has failed: retry it');
};
