import type { Schedule } from '../model/document.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import type { StartPorts } from '../refine/start-task.ts';
import { type Firing, systemUser } from './firing.ts';
import { scheduleTrace } from './schedule-trace.ts';

/** What came of a slot: a run, an error, or nothing to do. */
export type Outcome = Pick<Firing, 'run' | 'error'>;

const mostTries = 5;

/** Notes what came of a slot, unless that is known; that it was started is believed over that it was not. */
export const settleFiring = async (
  { documents, clock }: Pick<StartPorts, 'documents' | 'clock'>,
  { workspace, id }: Schedule,
  slot: number,
  outcome: Outcome,
): Promise<void> => {
  for (let tries = 1; ; tries++) {
    const found = await documents.find('schedule', workspace, id);
    if (found === undefined || !isNews(found.document.last, slot, outcome)) return;
    const { document, revision } = found;
    const schedule: Schedule = { ...document, last: { slot, ...outcome } };
    const trace = firedTrace(schedule, { slot, outcome, time: clock.now(), revision: revision + 1 });
    try {
      await documents.commit([{ kind: 'schedule', document: schedule, expectedRevision: revision }], [trace]);
      return;
    } catch (error) {
      // Somebody edits it, or another function settles it.
      if (!(error instanceof RevisionConflict) || tries === mostTries) throw error;
    }
  }
};

const isNews = (known: Firing | undefined, slot: number, { run }: Outcome): boolean =>
  known?.slot === slot && known.run === undefined && (known.claimedAt !== undefined || run !== undefined);

const firedTrace = (
  schedule: Schedule,
  firing: {
    readonly slot: number;
    readonly outcome: Outcome;
    readonly time: number;
    readonly revision: number;
  },
) => {
  const { slot, outcome, time, revision } = firing;
  return scheduleTrace(schedule, 'fireSchedule', {
    time,
    revision,
    trace_rating: outcome.error === undefined ? 'normal' : 'warning',
    user: systemUser,
    request: { slot, target: schedule.target },
    response: responseOf(outcome),
  });
};

const responseOf = ({ run, error }: Outcome): Readonly<Record<string, unknown>> => {
  if (error !== undefined) return { error_code: error.code };
  return run === undefined ? { unchanged: true } : { run };
};
