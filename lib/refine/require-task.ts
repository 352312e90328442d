import { SluiceError } from '../errors/sluice-error.ts';
import type { Task, TaskStatus } from '../model/document.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';

/** A task, and who wants something of it. */
export interface TaskCaller {
  readonly workspace: string;
  readonly user: string;
  readonly id: string;
  /** Revision that the caller has read: the task must still be at it. */
  readonly ifRevision?: number;
}

/**
 * A task, deleted ones included.
 * @throws SluiceError ModelArts.72020048 when the workspace has no such task
 */
export const loadTask = async (
  documents: DocumentStore,
  { workspace, id }: Pick<TaskCaller, 'workspace' | 'id'>,
): Promise<Versioned<Task>> => {
  const found = await documents.find('task', workspace, id);
  if (found === undefined) throw new SluiceError('ModelArts.72020048', { task: id });
  return found;
};

/** @throws SluiceError ModelArts.72020051 when the task is deleted: all that it allows is restoring and purging */
export const requireLive = (task: Task): void => {
  if (task.deletedAt !== undefined) throw notAllowed(task, 'it is deleted: restore it first');
};

/** @throws SluiceError ModelArts.72020051 when a run of the task is under way, or the task is deleted */
export const requireEditable = (task: Task): void => {
  requireLive(task);
  if (isUnderWay(task)) throw notAllowed(task, 'a run of it is under way');
};

/** Whether a run of the task is under way, or about to be. */
export const isUnderWay = ({ status }: Pick<Task, 'status'>): boolean => underWay.has(status);

const underWay: ReadonlySet<TaskStatus> = new Set(['pending', 'running', 'generating', 'stopping']);

/** The error of an action that the task's status does not allow. */
export const notAllowed = ({ status }: Task, reason: string): SluiceError =>
  new SluiceError('ModelArts.72020051', { status, reason });
