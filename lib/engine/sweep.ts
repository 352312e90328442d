import type { Run } from '../model/run.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import type { CoordinatorPorts } from './coordinate.ts';
import { effectsOf } from './effects-of.ts';
import { loadRunState } from './load-run-state.ts';
import { sendEffects } from './send-effects.ts';

/**
 * Sends the work of runs again that have made no progress for so long that a message must have been lost. A run is
 * looked at again only when as much time has passed once more, so that a slow one is not buried in copies.
 */
export const sweep = async (
  ports: CoordinatorPorts,
  { stalledAfterSeconds }: { readonly stalledAfterSeconds: number },
): Promise<void> => {
  const stalledSince = ports.clock.now() - stalledAfterSeconds * 1000;
  const running = await ports.documents.listRunning();
  for (const run of running.filter(({ updatedAt }) => updatedAt <= stalledSince)) {
    try {
      await resend(ports, run, stalledSince);
    } catch (error) {
      if (error instanceof RevisionConflict) continue; // it has moved after all
      const name = error instanceof Error ? error.name : typeof error;
      ports.log.error('a stalled run could not be swept', { runId: run.id, name });
    }
  }
};

const resend = async (ports: CoordinatorPorts, { id }: Run, stalledSince: number): Promise<void> => {
  const { state, runRevision } = await loadRunState(ports.documents, id);
  if (state.run.updatedAt > stalledSince) return;
  const effects = effectsOf(state);
  const seen: Run = { ...state.run, updatedAt: ports.clock.now() };
  await ports.documents.commit([{ kind: 'run', document: seen, expectedRevision: runRevision }], []);
  ports.log.warn('work of a stalled run is sent again', { runId: id, messageCount: effects.length });
  await sendEffects(ports.work, effects);
};
