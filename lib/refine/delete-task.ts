import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { Versioned } from '../ports/document-store.ts';
import { changeTask, type TaskPorts } from './change-task.ts';
import { isUnderWay, requireLive, type TaskCaller } from './require-task.ts';
import { taskTrace } from './task-trace.ts';

/**
 * Deletes a task such that it can be restored; what it has made stays.
 * @throws SluiceError ModelArts.72020048, 72020047 while it is pending, 72020008 while it runs, 72020051 when it is
 * deleted already
 */
export const deleteTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, ({ document, revision }, now) => {
    requireLive(document);
    if (document.status === 'pending') throw new SluiceError('ModelArts.72020047', {});
    if (isUnderWay(document)) throw new SluiceError('ModelArts.72020008', { status: document.status });
    const task: Task = { ...document, deletedAt: now, updatedAt: now };
    return { task, trace: traceOf(task, 'deleteRefineJob', { ...caller, revision, now }) };
  });

/**
 * Takes back that a task was deleted.
 * @throws SluiceError ModelArts.72020048, 72020045 when it is not deleted
 */
export const restoreTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, ({ document: { deletedAt, ...kept }, revision }, now) => {
    if (deletedAt === undefined) throw new SluiceError('ModelArts.72020045', {});
    const task: Task = { ...kept, updatedAt: now };
    return { task, trace: traceOf(task, 'restoreRefineJob', { ...caller, revision, now }) };
  });

/**
 * Takes away for good a task that is deleted already. Its traces, its runs and the data sets that it has made stay.
 * @throws SluiceError ModelArts.72020048, 72020045 when it is not deleted
 */
export const purgeTask = (ports: TaskPorts, caller: TaskCaller): Promise<Versioned<Task>> =>
  changeTask(ports, caller, ({ document: task, revision }, now) => {
    if (task.deletedAt === undefined) throw new SluiceError('ModelArts.72020045', {});
    const request = { permanent: true };
    return {
      task,
      isRemoval: true,
      trace: traceOf(task, 'deleteRefineJob', { ...caller, revision, now, request }),
    };
  });

const traceOf = (
  task: Task,
  name: 'deleteRefineJob' | 'restoreRefineJob',
  {
    user,
    revision,
    now,
    request = {},
  }: {
    readonly user: string;
    readonly revision: number;
    readonly now: number;
    readonly request?: Readonly<Record<string, unknown>>;
  },
) => taskTrace(task, name, { time: now, user, revision: revision + 1, request });
