import { mapConcurrently } from '../engine/map-concurrently.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { Schedule } from '../model/document.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import type { Log } from '../ports/log.ts';
import type { StartPorts } from '../refine/start-task.ts';
import { fireSchedule } from './fire-schedule.ts';
import { openFiring } from './firing.ts';

export type FiringPorts = StartPorts & { readonly log: Log };

const concurrentFirings = 8;

/**
 * Fires what is due of all schedules. Called every minute, by however many functions at once; a schedule that can't be
 * fired leaves the others alone. `fireSchedule` says why no slot is lost or fired twice.
 */
export const fireSchedules = async (ports: FiringPorts): Promise<void> => {
  const schedules = await ports.documents.listScheduled();
  const now = ports.clock.now();
  await mapConcurrently(
    schedules.filter((schedule) => isToFire(schedule, now)),
    concurrentFirings,
    (schedule) => fireGuarded(ports, schedule),
  );
};

const isToFire = (schedule: Schedule, now: number): boolean =>
  openFiring(schedule) !== undefined || (schedule.nextAt !== undefined && schedule.nextAt <= now);

const fireGuarded = async (ports: FiringPorts, { workspace, id }: Schedule): Promise<void> => {
  try {
    await fireSchedule(ports, workspace, id);
  } catch (error) {
    // Another function was faster: it fires the slot.
    if (error instanceof RevisionConflict) return;
    ports.log.error('a schedule could not be fired; it is tried again', {
      schedule: id,
      code: toRunError(error).error.code,
      name: error instanceof Error ? error.name : typeof error,
    });
  }
};
