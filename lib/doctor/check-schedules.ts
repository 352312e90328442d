import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';

/** Schedules fire every minute; one that is late by this has not been fired. */
const lateAfterMs = 5 * 60_000;

/** Schedules whose time has come and gone. */
export const checkSchedules = async ({ documents, clock }: DoctorPorts): Promise<readonly Finding[]> => {
  const now = clock.now();
  const enabled = await documents.listScheduled();
  return enabled
    .filter(({ nextAt }) => nextAt !== undefined && now - nextAt >= lateAfterMs)
    .map(({ id, name, nextAt = now }) => ({
      severity: 'warning',
      check: 'schedule',
      what: `${name} was due at ${new Date(nextAt).toISOString()} and has not been fired`,
      where: id,
      remedy: 'see that the function fireSchedules is called every minute; its log tells of failures',
      facts: { minutes: Math.floor((now - nextAt) / 60_000) },
    }));
};
