import { personEvent } from '../engine/person-event.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { Run } from '../model/run.ts';
import type { Versioned } from '../ports/document-store.ts';
import { changeTask } from './change-task.ts';
import { findLatestRun, type TaskRunPorts } from './latest-run.ts';
import { loadTask, notAllowed, requireLive, type TaskCaller } from './require-task.ts';

/**
 * Asks to stop the run of a task; the task is stopping until the coordinator has stopped it. Asked again, it is sent
 * again.
 * @throws SluiceError ModelArts.72020048, 72020047 while it is pending, 72020051 when there is nothing to stop
 */
export const stopTask = async (ports: TaskRunPorts, caller: TaskCaller): Promise<Versioned<Task>> => {
  const found = await loadTask(ports.documents, caller);
  const isAskedAgain = found.document.status === 'stopping';
  const stopping = isAskedAgain ? found : await noteStop(ports, caller, requireRunning, 'stopRefineJob');
  await askToStop(ports, stopping.document, caller.user);
  return stopping;
};

/**
 * Asks to stop the making of the data set of a task.
 * @throws SluiceError ModelArts.72020048, 72020041 when none is being made
 */
export const stopGenerating = async (ports: TaskRunPorts, caller: TaskCaller): Promise<Versioned<Task>> => {
  const stopping = await noteStop(ports, caller, requireGenerating, 'stopGenerateDataset');
  await askToStop(ports, stopping.document, caller.user);
  return stopping;
};

/**
 * The same by the run that makes it, which gives the run.
 * @throws SluiceError ModelArts.72020020 no such run, 72020041
 */
export const stopGeneratingRun = async (ports: TaskRunPorts, caller: TaskCaller): Promise<Run> => {
  const run = (await ports.documents.find('run', caller.workspace, caller.id))?.document;
  if (run === undefined) throw new SluiceError('ModelArts.72020020', { run: caller.id });
  const { parent } = run;
  const task =
    parent.kind === 'task' ? await ports.documents.find('task', run.workspace, parent.id) : undefined;
  if (task?.document.latestRun !== run.id)
    throw new SluiceError('ModelArts.72020041', { status: run.status });
  await stopGenerating(ports, { ...caller, id: parent.id });
  return run;
};

const noteStop = (
  ports: TaskRunPorts,
  caller: TaskCaller,
  require: (task: Task) => void,
  name: 'stopRefineJob' | 'stopGenerateDataset',
): Promise<Versioned<Task>> =>
  changeTask(ports, caller, (task) => {
    requireLive(task);
    require(task);
    return { task: { ...task, status: 'stopping' }, trace: { name, request: { run: task.latestRun } } };
  });

const requireRunning = (task: Task): void => {
  if (task.status === 'pending') throw new SluiceError('ModelArts.72020047', {});
  if (task.status !== 'running' && task.status !== 'generating')
    throw notAllowed(task, 'no run of it is under way');
};

const requireGenerating = ({ status }: Task): void => {
  if (status !== 'generating') throw new SluiceError('ModelArts.72020041', { status });
};

const askToStop = async (
  { documents, events }: TaskRunPorts,
  document: Task,
  user: string,
): Promise<void> => {
  const run = await findLatestRun(documents, document);
  if (run !== undefined) await events.send([personEvent('stop-requested', run, user)]);
};
