import { missedEffects } from '../engine/effects-of.ts';
import { loadRunState } from '../engine/load-run-state.ts';
import { type RunState, summaryOf } from '../engine/run-state.ts';
import { isSluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import { containerSecondsOf } from '../model/stage-functions.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import { checkStages } from './check-stages.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';
import type { QueueView } from './queue-watch.ts';

/** Runs under way: whether they move, and have what they need to. */
export const checkRunning = async (
  ports: DoctorPorts,
  { stalledAfterMinutes }: { readonly stalledAfterMinutes: number },
): Promise<readonly Finding[]> => {
  const queues = await ports.queues.list();
  const findings: Finding[] = [];
  for (const { id } of await ports.documents.listRunning()) {
    const state = await findState(ports, id);
    if (state === undefined) {
      findings.push({
        severity: 'error',
        check: 'run-state',
        what: 'the progress of its stage is missing, or does not fit the run',
        where: id,
        remedy: 'restore the table to a point in time before this, or start another run',
      });
      continue;
    }
    const now = ports.clock.now();
    const stillMs = now - state.run.updatedAt;
    const patienceMs = stalledAfterMinutes * 60_000 + containerSecondsOf(summaryOf(state).kind) * 1000;
    const isMissed = missedEffects(state, now - patienceMs).length > 0;
    const isQuiet = stillMs >= patienceMs && isMissed && !isWaited(state, queues);
    findings.push(
      ...(isQuiet ? [stuck(state, Math.floor(stillMs / 60_000))] : []),
      ...(await checkObjects(ports, state)),
      ...(await checkStages(ports, state.run)),
    );
  }
  return findings;
};

/** A run that moves while it is read is read again; undefined when its state makes no sense all the same. */
const findState = async (
  { documents }: Pick<DoctorPorts, 'documents'>,
  id: string,
  triesLeft = 3,
): Promise<RunState | undefined> => {
  try {
    return (await loadRunState(documents, id)).state;
  } catch (error) {
    if (error instanceof RevisionConflict)
      return triesLeft > 1 ? findState({ documents }, id, triesLeft - 1) : undefined;
    if (isSluiceError(error) && error.code === 'ModelArts.72020000') return undefined;
    throw error;
  }
};

/** Whether its work, or the answer to it, may still be in a queue. */
const isWaited = (state: RunState, queues: readonly QueueView[]): boolean => {
  const { kind } = summaryOf(state);
  return queues.some(
    ({ workOf, messageCount }) => (workOf === kind || workOf === 'events') && messageCount > 0,
  );
};

const stuck = (state: RunState, minutes: number): Finding => ({
  severity: 'warning',
  check: 'stuck-run',
  what: `no progress for ${minutes} minutes, and nothing in its queues`,
  where: state.run.id,
  remedy: 'sluice doctor --fix sends its work again; the logs of its workers tell of failures',
  facts: { stage: state.stage.stage, kind: summaryOf(state).kind, minutes },
});

const checkObjects = async ({ objects }: DoctorPorts, state: RunState): Promise<readonly Finding[]> => {
  const { id, stageIndex } = state.run;
  const findings: Finding[] = [];
  const where = id;
  if ((await objects.find(objectKeys.runSpec(id))) === undefined) {
    findings.push({
      severity: 'error',
      check: 'run-objects',
      what: 'spec.json is missing: its workers do not know what to do',
      where,
      remedy: `sluice runs stop ${id}, and start another`,
    });
  }
  const isPlanned = summaryOf(state).status === 'running';
  if (isPlanned && (await objects.find(objectKeys.stagePlan(id, stageIndex))) === undefined) {
    findings.push({
      severity: 'warning',
      check: 'run-objects',
      what: `plan.json of stage ${stageIndex} is missing`,
      where,
      remedy: 'nothing, as long as the source is there: the next worker makes it again',
    });
  }
  return findings;
};
