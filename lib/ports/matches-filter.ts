import type { Trace } from '../model/trace.ts';
import type { TraceFilter } from './trace-store.ts';

/** True of a trace that has every value the filter names, at or after `from` and before `to`. */
export const matchesFilter = (trace: Trace, { workspace, from, to, ...values }: TraceFilter): boolean =>
  trace.workspace_id === workspace &&
  trace.time >= (from ?? 0) &&
  trace.time < (to ?? Number.POSITIVE_INFINITY) &&
  Object.entries(values).every(
    ([name, value]) => value === undefined || trace[name as keyof Trace] === value,
  ); // a filter's names are a trace's
