import type { Schedule } from '../model/document.ts';
import type { Trace } from '../model/trace.ts';
import { RevisionConflict, type Versioned, type Write } from '../ports/document-store.ts';
import type { Caller, SchedulePorts } from './create-schedule.ts';
import { loadSchedule } from './load-schedule.ts';

const tries = 5;

/** What becomes of a schedule, and the trace of it. */
export interface Change {
  readonly write: Extract<Write, { readonly kind: 'schedule' }>;
  readonly trace: Trace;
}

/**
 * Commits what `decide` makes of a schedule, and gives it; when a firing comes between, it is decided again.
 * @throws SluiceError ModelArts.72020048 when there is no such schedule
 */
export const commitChange = async (
  { documents, clock }: SchedulePorts,
  { workspace, id }: Caller & { readonly id: string },
  decide: (found: Versioned<Schedule>, now: number) => Change,
): Promise<Schedule> => {
  for (let attempt = 1; ; attempt++) {
    const { write, trace } = decide(await loadSchedule(documents, workspace, id), clock.now());
    try {
      await documents.commit([write], [trace]);
      return write.document;
    } catch (error) {
      if (!(error instanceof RevisionConflict) || attempt === tries) throw error;
    }
  }
};
