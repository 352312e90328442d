import { resendStart } from '../engine/create-run.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import { type StartPorts, startTask } from './start-task.ts';

export interface StartRequest {
  readonly workspace: string;
  readonly task: string;
  /** Follows from why the task is started: a message, a slot. Another start for the same reason has the same id. */
  readonly runId: string;
  readonly sampleCount?: number;
  /** Who starts it; the creator of the task by default. */
  readonly user?: string;
}

/** Longer than any function that starts tasks may take. */
const startSeconds = 120;

/**
 * Starts a task for a reason that may come again, and gives the run of that reason, be it new, under way or ended.
 *
 * The run's id is the reason's, so a run that is there answers the repetition. What a caller that died before its
 * commit has left is a spec without a run: it may be of the task before an edit, so it is taken away, but only when
 * that caller can't be about to commit it.
 * @throws SluiceError what `startTask` throws; ModelArts.72020000 while another caller is at it
 */
export const startTaskOnce = async (ports: StartPorts, request: StartRequest): Promise<Run> => {
  const known = await findStarted(ports, request);
  if (known !== undefined) return known;
  await removeLeftSpec(ports, request.runId);
  const { workspace, task, ...options } = request;
  try {
    // Nobody is there to retry what has failed before.
    return await startTask(ports, workspace, task, { ...options, isUnattended: true });
  } catch (error) {
    // "It is running" is no refusal when what runs was started for this very reason.
    const started = await findStarted(ports, request);
    if (started === undefined) throw error;
    return started;
  }
};

const findStarted = async (
  ports: StartPorts,
  { workspace, task, runId }: StartRequest,
): Promise<Run | undefined> => {
  const found = await ports.documents.findRun(runId);
  if (found === undefined) return undefined;
  const run = found.document;
  if (run.workspace !== workspace || run.parent.id !== task) {
    const reason = 'another task has been started with it';
    throw new SluiceError('ModelArts.72060001', { argument: 'id', reason });
  }
  await resendStart(ports, runId);
  return run;
};

const removeLeftSpec = async ({ objects, clock }: StartPorts, runId: string): Promise<void> => {
  const spec = await objects.find(objectKeys.runSpec(runId));
  if (spec === undefined) return;
  if (clock.now() < spec.modifiedAt + startSeconds * 1000) {
    throw new SluiceError('ModelArts.72020000', { reason: 'the same start is under way elsewhere' });
  }
  await objects.delete([spec.key]);
};
