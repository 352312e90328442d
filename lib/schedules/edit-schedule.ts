import type { Schedule } from '../model/document.ts';
import { checkTarget } from './check-target.ts';
import { commitChange } from './commit-change.ts';
import type { Caller, SchedulePorts } from './create-schedule.ts';
import { firstSlot } from './first-slot.ts';
import type { ScheduleChange } from './schedule-request.ts';
import { scheduleTrace } from './schedule-trace.ts';

/**
 * Changes a schedule and gives it. With another expression, or enabled again, it counts from now: slots that went by
 * while it was disabled are not fired.
 * @throws SluiceError ModelArts.72060001, 72020048, 72060020
 */
export const editSchedule = async (
  ports: SchedulePorts,
  caller: Caller & { readonly id: string },
  change: ScheduleChange,
): Promise<Schedule> => {
  if (change.target !== undefined) await checkTarget(ports.documents, caller.workspace, change.target);
  return commitChange(ports, caller, ({ document, revision }, now) => {
    const schedule = changed(document, change, now);
    return {
      write: { kind: 'schedule', document: schedule, expectedRevision: revision },
      trace: scheduleTrace(schedule, 'updateSchedule', {
        time: now,
        revision: revision + 1,
        user: caller.user,
        request: { ...change },
      }),
    };
  });
};

const changed = ({ nextAt, ...schedule }: Schedule, change: ScheduleChange, now: number): Schedule => {
  const expression = change.expression ?? schedule.expression;
  const status = statusAfter(schedule, change);
  const isCountedAnew =
    expression !== schedule.expression || (status === 'enabled' && schedule.status === 'disabled');
  const following = isCountedAnew ? firstSlot(expression, now) : nextAt;
  return {
    ...schedule,
    name: change.name ?? schedule.name,
    expression,
    target: change.target ?? schedule.target,
    status,
    ...(status === 'disabled' || following === undefined ? {} : { nextAt: following }),
    updatedAt: now,
  };
};

const statusAfter = (
  { status }: Pick<Schedule, 'status'>,
  { enabled }: ScheduleChange,
): Schedule['status'] => {
  if (enabled === undefined) return status;
  return enabled ? 'enabled' : 'disabled';
};
