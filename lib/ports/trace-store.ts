import type { Trace } from '../model/trace.ts';

export interface TraceFilter {
  readonly workspace: string;
  readonly from?: number;
  readonly to?: number;
  readonly trace_name?: string;
  readonly resource_type?: string;
  readonly resource_id?: string;
  readonly user?: string;
  readonly trace_rating?: string;
}

/** Reads the audit trail; it is written by `DocumentStore.commit` only, with the state that it accounts for. */
export interface TraceStore {
  /** Newest first. */
  list(
    filter: TraceFilter,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly items: readonly Trace[]; readonly total: number }>;
}
