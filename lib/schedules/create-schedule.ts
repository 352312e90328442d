import { randomUUID } from 'node:crypto';
import type { Schedule } from '../model/document.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { checkTarget } from './check-target.ts';
import { firstSlot } from './first-slot.ts';
import type { ScheduleRequest } from './schedule-request.ts';
import { scheduleTrace } from './schedule-trace.ts';

export interface SchedulePorts {
  readonly documents: DocumentStore;
  readonly clock: Clock;
}

/** Who asks, and where. */
export interface Caller {
  readonly workspace: string;
  readonly user: string;
}

/**
 * Creates a schedule. A rate counts from now.
 * @throws SluiceError ModelArts.72060001, 72020048, 72060020
 */
export const createSchedule = async (
  { documents, clock }: SchedulePorts,
  { workspace, user }: Caller,
  { name, expression, target, enabled }: ScheduleRequest,
): Promise<Schedule> => {
  await checkTarget(documents, workspace, target);
  const now = clock.now();
  const nextAt = firstSlot(expression, now);
  const schedule: Schedule = {
    id: `schedule-${randomUUID()}`,
    workspace,
    user,
    name,
    expression,
    target,
    status: enabled ? 'enabled' : 'disabled',
    ...(enabled ? { nextAt } : {}),
    createdAt: now,
    updatedAt: now,
  };
  await documents.commit(
    [{ kind: 'schedule', document: schedule, expectedRevision: 0 }],
    [scheduleTrace(schedule, 'createSchedule', { time: now, revision: 1 })],
  );
  return schedule;
};
