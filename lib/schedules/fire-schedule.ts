import { resendStart } from '../engine/create-run.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { Schedule } from '../model/document.ts';
import type { Versioned } from '../ports/document-store.ts';
import type { StartPorts } from '../refine/start-task.ts';
import { dueSlot } from './due-slot.ts';
import { type OpenFiring, openFiring, systemUser } from './firing.ts';
import { scheduleTrace } from './schedule-trace.ts';
import { type Outcome, settleFiring } from './settle-firing.ts';
import { findStartedRun, startTarget } from './start-target.ts';

/** Longer than the function that fires may take: whoever claimed a slot before that is not at it any more. */
const claimSeconds = 120;
/** A slot that was interrupted and could not be taken up for so long is given up: the next one comes. */
const givenUpAfterSeconds = 900;

/**
 * Fires what is due of a schedule, in three steps: *claim*, which moves `nextAt` on and notes in `last` that the slot is
 * taken, at the revision that was read; *start* of the target, with a run whose id follows from the slot; *settle*,
 * which notes in `last` what came of it, together with its trace.
 *
 * - Two functions at once: one claims; the other's claim meets another revision, and it leaves the slot alone.
 * - A crash before the claim: the slot is still due.
 * - A crash between claim and start, or start and settle: the slot is open. Whoever comes after `claimSeconds` starts it
 *   again, which gives the same run where there is one, and settles it. That claimers keep to this time spares
 *   second starts; that a second start makes no second run is up to the run's id alone.
 * - An error that may pass leaves the slot open, so that it is tried every minute; any other settles it, and so does a
 *   target that is at work.
 * @throws RevisionConflict when another function has claimed the slot
 */
export const fireSchedule = async (ports: StartPorts, workspace: string, id: string): Promise<void> => {
  const found = await ports.documents.find('schedule', workspace, id);
  if (found?.document.status !== 'enabled') return;
  const now = ports.clock.now();
  const open = openFiring(found.document);
  if (open !== undefined) {
    if (now >= open.claimedAt + claimSeconds * 1000) await finish(ports, found.document, open);
    return;
  }
  const { nextAt } = found.document;
  if (nextAt === undefined || nextAt > now) return;
  const { schedule, firing } = await claim(ports, found, { nextAt, now });
  await finish(ports, schedule, firing);
};

const claim = async (
  { documents }: StartPorts,
  { document, revision }: Versioned<Schedule>,
  { nextAt, now }: { readonly nextAt: number; readonly now: number },
): Promise<{ readonly schedule: Schedule; readonly firing: OpenFiring }> => {
  const { slot, following, missedCount } = dueSlot(document.expression, nextAt, now);
  const firing: OpenFiring = { slot, claimedAt: now };
  const { nextAt: _claimed, ...rest } = document;
  const schedule: Schedule = {
    ...rest,
    ...(following === undefined ? {} : { nextAt: following }),
    last: firing,
  };
  const missed = scheduleTrace(schedule, 'fireSchedule', {
    time: now,
    revision: revision + 1,
    trace_rating: 'warning',
    user: systemUser,
    request: { missed_from: nextAt, missed_before: slot },
    response: { missed_count: missedCount },
  });
  await documents.commit(
    [{ kind: 'schedule', document: schedule, expectedRevision: revision }],
    missedCount === 0 ? [] : [missed],
  );
  return { schedule, firing };
};

const finish = async (ports: StartPorts, schedule: Schedule, firing: OpenFiring): Promise<void> => {
  const isGivenUp = ports.clock.now() >= firing.claimedAt + givenUpAfterSeconds * 1000;
  const outcome = await (isGivenUp ? giveUp : start)(ports, schedule, firing);
  await settleFiring(ports, schedule, firing.slot, outcome);
};

/** @throws whatever may go better later */
const start = async (ports: StartPorts, schedule: Schedule, { slot }: OpenFiring): Promise<Outcome> => {
  try {
    const run = await startTarget(ports, schedule, slot);
    return run === undefined ? {} : { run };
  } catch (thrown) {
    const { error, isRetryable } = toRunError(thrown);
    // What waits for the import under way to end is the next slot.
    if (isRetryable && error.code !== 'ModelArts.72060085') throw thrown;
    return { error };
  }
};

/** It may have been started all the same, by one that died before it could say so. */
const giveUp = async (ports: StartPorts, schedule: Schedule, { slot }: OpenFiring): Promise<Outcome> => {
  const run = await findStartedRun(ports, schedule, slot);
  if (run !== undefined) {
    await resendStart(ports, run);
    return { run };
  }
  const reason = `starting it was interrupted and could not be taken up within ${givenUpAfterSeconds} seconds`;
  return { error: toRunError(new SluiceError('ModelArts.72020050', { reason })).error };
};
