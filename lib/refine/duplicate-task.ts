import { randomUUID } from 'node:crypto';
import type { Task } from '../model/document.ts';
import type { TaskPorts } from './change-task.ts';
import { loadTask, requireLive, type TaskCaller } from './require-task.ts';
import { requireTaskNames } from './task-names.ts';
import { taskTrace } from './task-trace.ts';

const longestName = 64;

/**
 * A new task with the source and the recipe of another. It has no output: no two tasks make the same data set.
 * @throws SluiceError ModelArts.72020048, 72020051 when the other is deleted, 72020129
 */
export const duplicateTask = async (
  { documents, clock }: TaskPorts,
  caller: TaskCaller,
  { name }: { readonly name?: string | undefined } = {},
): Promise<Task> => {
  const { document: original } = await loadTask(documents, caller);
  requireLive(original);
  requireTaskNames({ name });
  const now = clock.now();
  const { workspace, description, source, recipe } = original;
  const task: Task = {
    id: `task-${randomUUID()}`,
    workspace,
    user: caller.user,
    name: name ?? copyName(original.name),
    description,
    source,
    ...(recipe === undefined ? {} : { recipe }),
    status: 'not_started',
    createdAt: now,
    updatedAt: now,
  };
  const request = { original: original.id };
  await documents.commit(
    [{ kind: 'task', document: task, expectedRevision: 0 }],
    [taskTrace(task, 'createRefineJob', { time: now, user: caller.user, revision: 1, request })],
  );
  return task;
};

const copyName = (name: string): string => {
  const suffix = '-copy';
  return `${name.slice(0, longestName - suffix.length)}${suffix}`;
};
