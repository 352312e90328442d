import type { Task } from '../model/document.ts';
import type { Trace } from '../model/trace.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { TraceStore } from '../ports/trace-store.ts';
import { loadTask, type TaskCaller } from './require-task.ts';

interface TrailPorts {
  readonly documents: DocumentStore;
  readonly traces: TraceStore;
}

/**
 * What was done with a task and what its runs did, newest first, as far as traces reach back.
 * @throws SluiceError ModelArts.72020048
 */
export const listTaskOperations = async (
  { documents, traces }: TrailPorts,
  caller: Pick<TaskCaller, 'workspace' | 'id'>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly Trace[]; readonly total: number }> => {
  const { document: task } = await loadTask(documents, caller);
  const own = new Set([task.id, ...(await runIdsOf(documents, task))]);
  // One pass over the workspace's trail: it is kept by day, so that a pass for each run would read it each time.
  const { items } = await traces.list(
    { workspace: task.workspace, from: task.createdAt },
    { limit: Number.MAX_SAFE_INTEGER, offset: 0 },
  );
  const ofTask = items.filter((trace) => own.has(trace.resource_id));
  return { items: ofTask.slice(offset, offset + limit), total: ofTask.length };
};

const pageLength = 100;

const runIdsOf = async (documents: DocumentStore, { workspace, id }: Task): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (;;) {
    const page = { limit: pageLength, offset: ids.length };
    const { items, total } = await documents.list('run', workspace, page, { parent: id });
    ids.push(...items.map((run) => run.id));
    if (items.length === 0 || ids.length >= total) return ids;
  }
};
