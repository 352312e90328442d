import { decideAgain } from '../assets/decide-again.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { TraceName } from '../model/trace.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned, Write } from '../ports/document-store.ts';
import { loadTask, type TaskCaller } from './require-task.ts';
import { taskTrace } from './task-trace.ts';

export interface TaskPorts {
  readonly documents: DocumentStore;
  readonly clock: Clock;
}

/** What becomes of a task, and the audit entry of it. */
export interface TaskChange {
  readonly task: Task;
  readonly trace: {
    readonly name: TraceName;
    /** What was asked for, beyond the source and the output of the task. */
    readonly request?: Readonly<Record<string, unknown>>;
  };
  /** What changes with it. */
  readonly writes?: readonly Write[];
  /** Takes the task away. */
  readonly isRemoval?: true;
}

/**
 * Commits what `decide` makes of a task, and gives it; when its run has moved it meanwhile, it is decided again.
 * @throws SluiceError ModelArts.72020048 no such task, 72020128 it is not at the caller's revision, and what `decide`
 * throws
 */
export const changeTask = async (
  { documents, clock }: TaskPorts,
  caller: TaskCaller,
  decide: (task: Task, now: number) => TaskChange | Promise<TaskChange>,
): Promise<Versioned<Task>> =>
  decideAgain(async () => {
    const found = await loadTask(documents, caller);
    requireRevision(found, caller);
    const now = clock.now();
    const { task, trace, writes = [], isRemoval } = await decide(found.document, now);
    const document = { ...task, updatedAt: now };
    const revision = found.revision + 1;
    const removal = isRemoval === undefined ? {} : { isRemoval };
    await documents.commit(
      [{ kind: 'task', document, expectedRevision: found.revision, ...removal }, ...writes],
      [taskTrace(document, trace.name, { time: now, user: caller.user, revision, request: trace.request })],
    );
    return { document, revision };
  });

const requireRevision = ({ revision }: Versioned<Task>, { ifRevision }: TaskCaller): void => {
  if (ifRevision === undefined || ifRevision === revision) return;
  throw new SluiceError('ModelArts.72020128', { reason: 'it has been changed since it was read', revision });
};
