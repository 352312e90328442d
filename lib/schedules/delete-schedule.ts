import type { Schedule } from '../model/document.ts';
import { commitChange } from './commit-change.ts';
import type { Caller, SchedulePorts } from './create-schedule.ts';
import { scheduleTrace } from './schedule-trace.ts';

/**
 * Takes a schedule away and gives what it was; runs that it has started go on.
 * @throws SluiceError ModelArts.72020048
 */
export const deleteSchedule = (
  ports: SchedulePorts,
  caller: Caller & { readonly id: string },
): Promise<Schedule> =>
  commitChange(ports, caller, ({ document, revision }, now) => ({
    write: { kind: 'schedule', document, expectedRevision: revision, isRemoval: true },
    trace: scheduleTrace(document, 'deleteSchedule', {
      time: now,
      revision: revision + 1,
      user: caller.user,
    }),
  }));
