import type { Schedule } from '../model/document.ts';
import type { Trace, TraceName } from '../model/trace.ts';

/** When and by which commit something happened to a schedule, and what there is to say of it. */
interface TraceFacts extends Partial<Pick<Trace, 'trace_rating' | 'user' | 'request' | 'response'>> {
  readonly time: number;
  /** Revision that the commit makes of the schedule: no two commits leave the same trace. */
  readonly revision: number;
}

/** The audit entry of what happened to a schedule. */
export const scheduleTrace = (
  schedule: Schedule,
  name: TraceName,
  { time, revision, ...facts }: TraceFacts,
): Trace => ({
  trace_id: [padded(time, 15), schedule.id, padded(revision, 8), name].join('-'),
  time,
  trace_name: name,
  trace_rating: 'normal',
  resource_type: 'schedule',
  resource_id: schedule.id,
  resource_name: schedule.name,
  workspace_id: schedule.workspace,
  user: schedule.user,
  request: { expression: schedule.expression, target: schedule.target, status: schedule.status },
  ...facts,
});

const padded = (count: number, length: number): string => String(count).padStart(length, '0');
