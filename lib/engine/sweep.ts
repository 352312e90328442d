import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { Run, RunEvent, WorkMessage } from '../model/run.ts';
import { containerSecondsOf } from '../model/stage-functions.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import { type CoordinatorPorts, coordinate } from './coordinate.ts';
import { missedEffects } from './effects-of.ts';
import { loadRunState } from './load-run-state.ts';
import { sendLeftNotices } from './notice-outbox.ts';
import { sendEffects } from './send-effects.ts';

interface SweepLimits {
  readonly stalledAfterSeconds: number;
  /** A day by default. */
  readonly givenUpAfterSeconds?: number;
}

const noticesLeftAfterMs = 60_000;

/**
 * Sends the work of runs again that have made no progress for so long that a message must have been lost, and notices
 * that were committed and never sent. A run whose
 * work nobody ever answers fails in the end: such work may be what kills its workers.
 */
export const sweep = async (ports: CoordinatorPorts, limits: SweepLimits): Promise<void> => {
  const now = ports.clock.now();
  const stalledAfterMs = limits.stalledAfterSeconds * 1000;
  const givenUpAfterMs = (limits.givenUpAfterSeconds ?? 86_400) * 1000;
  for (const run of await ports.documents.listRunning()) {
    const isGivenUp = now - run.updatedAt >= givenUpAfterMs;
    try {
      if (isGivenUp && (await giveUp(ports, run, now - givenUpAfterMs))) continue;
      const patienceMs = stalledAfterMs + containerMs(run);
      if (isStalled(run, now, patienceMs)) await sendAgain(ports, run, now - patienceMs);
    } catch (error) {
      if (error instanceof RevisionConflict) continue; // it has moved after all
      const name = error instanceof Error ? error.name : typeof error;
      ports.log.error('a stalled run could not be swept', { runId: run.id, name });
    }
  }
  await sendLeftNotices(ports, { now, leftAfterMs: noticesLeftAfterMs });
};

/** The pauses double: a run may also stand still because the workers are busy with others, and need no more copies. */
const isStalled = ({ updatedAt, sweptAt = 0 }: Run, now: number, stalledAfterMs: number): boolean => {
  const lastSeenAt = Math.max(updatedAt, sweptAt);
  return now - lastSeenAt >= Math.max(stalledAfterMs, lastSeenAt - updatedAt);
};

/** A container may be at one shard for long, and a second array of jobs costs more than a message does. */
const containerMs = ({ stages, stageIndex }: Run): number =>
  1000 * containerSecondsOf(stages[stageIndex]?.kind);

/** Sends what should have been answered by `missedSince`. */
const sendAgain = async (
  ports: CoordinatorPorts,
  { id, updatedAt }: Run,
  missedSince: number,
): Promise<void> => {
  const { state, runRevision } = await loadRunState(ports.documents, id);
  if (state.run.updatedAt !== updatedAt) return;
  const effects = missedEffects(state, missedSince);
  if (effects.length === 0) return;
  const document: Run = { ...state.run, sweptAt: ports.clock.now() };
  await ports.documents.commit([{ kind: 'run', document, expectedRevision: runRevision }], []);
  ports.log.warn('work of a stalled run is sent again', { runId: id, messageCount: effects.length });
  await sendEffects(ports.work, effects);
};

/** Whether there is work that should have been answered by `missedSince`: its run fails. */
const giveUp = async (
  ports: CoordinatorPorts,
  { id, updatedAt }: Run,
  missedSince: number,
): Promise<boolean> => {
  const { state } = await loadRunState(ports.documents, id);
  const [lost] = missedEffects(state, missedSince);
  if (lost === undefined || state.run.updatedAt !== updatedAt) return false;
  ports.log.error('a stalled run is given up', { runId: id });
  await coordinate(ports, [unanswered(lost.message, Math.floor((ports.clock.now() - updatedAt) / 1000))]);
  return true;
};

const unanswered = ({ runId, stage, shard, attempt }: WorkMessage, seconds: number): RunEvent => {
  const reason = `no worker has answered for ${seconds} seconds`;
  const { error } = toRunError(new SluiceError('ModelArts.72020000', { reason }));
  return { type: 'work-failed', runId, stage, shard, attempt, error, isRetryable: false };
};
