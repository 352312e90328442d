import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import type { Trace } from '../model/trace.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned, Write } from '../ports/document-store.ts';
import { decideAgain } from './decide-again.ts';
import { loadTask, type TaskCaller } from './require-task.ts';

export interface TaskPorts {
  readonly documents: DocumentStore;
  readonly clock: Clock;
}

/** What becomes of a task, and the trace of it. */
export interface TaskChange {
  readonly task: Task;
  readonly trace: Trace;
  /** What changes with it. */
  readonly writes?: readonly Write[];
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
  decide: (found: Versioned<Task>, now: number) => TaskChange | Promise<TaskChange>,
): Promise<Versioned<Task>> =>
  decideAgain(async () => {
    const found = await loadTask(documents, caller);
    requireRevision(found, caller);
    const { task, trace, writes = [], isRemoval } = await decide(found, clock.now());
    const own: Write = {
      kind: 'task',
      document: task,
      expectedRevision: found.revision,
      ...(isRemoval === undefined ? {} : { isRemoval }),
    };
    await documents.commit([own, ...writes], [trace]);
    return { document: task, revision: found.revision + 1 };
  });

const requireRevision = ({ revision }: Versioned<Task>, { ifRevision }: TaskCaller): void => {
  if (ifRevision === undefined || ifRevision === revision) return;
  throw new SluiceError('ModelArts.72020128', { reason: 'it has been changed since it was read', revision });
};
