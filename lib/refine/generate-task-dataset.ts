import { decideAgain } from '../assets/decide-again.ts';
import { personEvent } from '../engine/person-event.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Run } from '../model/run.ts';
import { canGoOn, type TaskRunPorts } from './latest-run.ts';
import { reopened, reopenTaskRun } from './reopen-task-run.ts';
import { loadTask, requireLive, type TaskCaller } from './require-task.ts';

/**
 * Makes the data set of a run whose operators are all done and whose publishing has failed or been stopped, and gives
 * the run as it will be. `caller.id` is the run's.
 * @throws SluiceError ModelArts.72020020 no such run, 72020052 when it has no data set to make, 72020048 when its task
 * is gone, 72020051 when its task is deleted
 */
export const generateTaskDataset = async (ports: TaskRunPorts, caller: TaskCaller): Promise<Run> =>
  decideAgain(async () => {
    const { documents, events } = ports;
    const { workspace, user, id } = caller;
    const run = (await documents.find('run', workspace, id))?.document;
    if (run === undefined) throw new SluiceError('ModelArts.72020020', { run: id });
    requireRefined(run);
    const found = await loadTask(documents, { workspace, id: run.parent.id });
    requireLive(found.document);
    if (found.document.latestRun !== run.id)
      throw notPossible(run, 'a later run of its task has taken its place');
    if (found.document.status === 'pending') {
      // Its caller may have died before it told the coordinator; to tell it again does no harm.
      await events.send([personEvent('retry-requested', run, user)]);
      return reopened(run, ports.clock.now());
    }
    const dataset = await documents.find('dataset', workspace, run.output.dataset);
    if (dataset?.document.madeBy !== run.parent.id) throw notPossible(run, 'its data set is gone');
    return reopenTaskRun(ports, found, { run, user, from: 'publish' });
  });

const requireRefined = (run: Run): void => {
  if (run.kind !== 'refine') throw notPossible(run, 'it is no run of a refining task');
  if (!canGoOn(run)) throw notPossible(run, `it is ${run.status}`);
  const before = run.stages.filter(({ kind }) => kind !== 'publish');
  if (before.some(({ status }) => status !== 'done'))
    throw notPossible(run, 'its operators have not all finished');
};

const notPossible = ({ status }: Run, reason: string): SluiceError =>
  new SluiceError('ModelArts.72020052', { status, reason });
