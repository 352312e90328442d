import type { Trace } from '../../model/trace.ts';
import type { TraceFilter, TraceStore } from '../trace-store.ts';
import type { MemoryDocumentStore } from './memory-document-store.ts';

/** The traces that were committed to a document store in memory. */
export class MemoryTraceStore implements TraceStore {
  readonly #documents: MemoryDocumentStore;

  constructor(documents: MemoryDocumentStore) {
    this.#documents = documents;
  }

  async list(
    filter: TraceFilter,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly items: readonly Trace[]; readonly total: number }> {
    const newestFirst = this.#documents
      .traces()
      .filter((trace) => isWanted(trace, filter))
      .reverse();
    return { items: newestFirst.slice(offset, offset + limit), total: newestFirst.length };
  }
}

const isWanted = (
  trace: Trace,
  { workspace, from = 0, to = Number.POSITIVE_INFINITY, ...rest }: TraceFilter,
) => {
  if (trace.workspace_id !== workspace || trace.time < from || trace.time >= to) return false;
  const facts: Readonly<Record<string, unknown>> = { ...trace };
  return Object.entries(rest).every(([name, value]) => value === undefined || facts[name] === value);
};
