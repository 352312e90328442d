import type { Trace } from '../../model/trace.ts';
import { matchesFilter } from '../matches-filter.ts';
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
      .filter((trace) => matchesFilter(trace, filter))
      .reverse();
    return { items: newestFirst.slice(offset, offset + limit), total: newestFirst.length };
  }
}
