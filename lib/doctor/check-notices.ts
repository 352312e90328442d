import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';

/** The sweep sends them every minute; those that are older have not been swept. */
export const noticesLeftAfterMs = 5 * 60_000;

/** News of runs that is committed, and has not been sent. */
export const checkNotices = async ({ documents, clock }: DoctorPorts): Promise<readonly Finding[]> => {
  const now = clock.now();
  const left = (await documents.listOutboxes()).filter(
    ({ createdAt }) => now - createdAt >= noticesLeftAfterMs,
  );
  const [oldest] = left;
  if (oldest === undefined) return [];
  const count = left.reduce((sum, { notices }) => sum + notices.length, 0);
  return [
    {
      severity: 'warning',
      check: 'notices',
      what: `${count} events of runs have not been sent`,
      where: oldest.id,
      remedy: 'see that the function sweep is called every minute; sluice doctor --fix sends them',
      facts: { notices: count, oldestMinutes: Math.floor((now - oldest.createdAt) / 60_000) },
    },
  ];
};
