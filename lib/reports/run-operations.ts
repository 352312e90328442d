import type { Run } from '../model/run.ts';
import type { Trace } from '../model/trace.ts';
import type { TraceStore } from '../ports/trace-store.ts';

/** What was done with a run, by people and by the system, newest first, as far as traces reach back. */
export const runOperations = async (
  traces: TraceStore,
  run: Run,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly Trace[]; readonly total: number }> => {
  // One pass over the workspace's trail since the run began: a trace names its run in several places.
  const { items } = await traces.list(
    { workspace: run.workspace, from: run.createdAt },
    { limit: Number.MAX_SAFE_INTEGER, offset: 0 },
  );
  const ofRun = items.filter((trace) => isOf(run.id, trace));
  return { items: ofRun.slice(offset, offset + limit), total: ofRun.length };
};

const isOf = (run: string, { resource_id, request, response }: Trace): boolean =>
  resource_id === run || request?.['run'] === run || response?.['run'] === run;
