import type { Run } from '../model/run.ts';
import type { Trace } from '../model/trace.ts';
import type { TraceStore } from '../ports/trace-store.ts';
import type { LogLine } from './log-line.ts';

/** Entries of the trail that a log shows; more are left out, and that is said. */
const readTraces = 1000;

/** What the audit trail knows of the run and its document does not: attempts, retries, stops, earlier failures. */
export const trailLines = async (traces: TraceStore, run: Run): Promise<readonly LogLine[]> => [
  ...(await ownLines(traces, run)),
  ...(await earlierFailures(traces, run)),
];

const ownLines = async (traces: TraceStore, run: Run): Promise<readonly LogLine[]> => {
  const filter = { workspace: run.workspace, resource_id: run.id, from: run.createdAt };
  const { items, total } = await traces.list(filter, { limit: readTraces, offset: 0 });
  const lines = items.toReversed().flatMap((trace) => trailLine(run, trace));
  if (total <= items.length) return lines;
  const message = `${total - items.length} earlier entries of the audit trail are left out here`;
  return [{ time: run.createdAt, level: 'warn', message }, ...lines];
};

const trailLine = (
  { stages }: Run,
  { trace_name, time, user, request = {}, response = {} }: Trace,
): readonly LogLine[] => {
  const { shard, attempt, shard_count: shardCount } = request;
  const stage = Number(request['stage']);
  const kind = stages[stage]?.kind;
  const ofStage = { time, ...(kind === undefined ? {} : { stage, kind }) };
  switch (trace_name) {
    case 'retryRunShard': {
      const code = response['error_code'];
      const what = shard === 'plan' ? 'planning' : `shard ${shard}`;
      const place = { ...ofStage, ...(typeof shard === 'number' ? { shard } : {}), attempt: Number(attempt) };
      return [{ ...place, level: 'warn', message: `attempt ${attempt} of ${what} failed: ${code}`, code }];
    }
    case 'redoRunShards':
      return [{ ...ofStage, level: 'warn', message: `${shardCount} damaged shards are done again` }];
    case 'retryRun':
      return [{ time, level: 'info', message: `${user} has it go on` }];
    case 'stopRun':
      return [{ time, level: 'warn', message: `stop, by ${user}` }];
    default:
      return [];
  }
};

/** The failures that people have had the run go on after; the run itself knows its last one only. */
const earlierFailures = async (traces: TraceStore, run: Run): Promise<readonly LogLine[]> => {
  const { workspace, parent, createdAt: from, retriedAt: to } = run;
  if (to === undefined) return [];
  const trace_name = parent.kind === 'task' ? 'failRefineJob' : 'failDataConnection';
  const filter = { workspace, resource_id: parent.id, trace_name, from, to: to + 1 };
  const { items } = await traces.list(filter, { limit: readTraces, offset: 0 });
  return items
    .filter(({ request }) => request?.['run'] === run.id)
    .map(({ time, response }) => {
      const code = response?.['error_code'];
      return { time, level: 'error', message: `run failed: ${String(code)}`, code };
    });
};
