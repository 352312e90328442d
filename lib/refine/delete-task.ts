import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { Versioned } from '../ports/document-store.ts';
import { changeTask, type TaskPorts } from './change-task.ts';
import { releaseOutput } from './release-output.ts';
import { isUnderWay, requireLive, type TaskCaller } from './require-task.ts';

/**
 * Deletes a task such that it can be restored; what it has made stays.
 * @throws SluiceError ModelArts.72020048, 72020047 while it is pending, 72020008 while it runs, 72020051 when it is
 * deleted already
 */
export const deleteTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, (task, now) => {
    requireLive(task);
    if (task.status === 'pending') throw new SluiceError('ModelArts.72020047', {});
    if (isUnderWay(task)) throw new SluiceError('ModelArts.72020008', { status: task.status });
    return { task: { ...task, deletedAt: now }, trace: { name: 'deleteRefineJob' } };
  });

/**
 * Takes back that a task was deleted.
 * @throws SluiceError ModelArts.72020048, 72020045 when it is not deleted
 */
export const restoreTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, ({ deletedAt, ...task }) => {
    requireDeleted(deletedAt);
    return { task, trace: { name: 'restoreRefineJob' } };
  });

/**
 * Takes away for good a task that is deleted already. Its traces, its runs and the versions that it has made stay; a
 * name that it has claimed and made nothing of is free again.
 * @throws SluiceError ModelArts.72020048, 72020045 when it is not deleted
 */
export const purgeTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, async (task) => {
    requireDeleted(task.deletedAt);
    return {
      task,
      isRemoval: true,
      writes: await releaseOutput(ports.documents, task, undefined),
      trace: { name: 'deleteRefineJob', request: { permanent: true } },
    };
  });

const requireDeleted = (deletedAt: number | undefined): void => {
  if (deletedAt === undefined) throw new SluiceError('ModelArts.72020045', {});
};
