import { findClaimedRun } from '../import/claim-spec.ts';
import { runIds } from '../import/run-ids.ts';
import { syncConnection } from '../import/sync-connection.ts';
import type { Schedule } from '../model/document.ts';
import type { StartPorts } from '../refine/start-task.ts';
import { startTaskOnce } from '../refine/start-task-once.ts';
import { slotRunId } from './firing.ts';

/**
 * Starts what a schedule is for, and gives the run; undefined when there was nothing to do. The run's id follows from
 * the slot, so that a second start of a slot gives the first one's run.
 * @throws SluiceError why the target can't be started
 */
export const startTarget = async (
  ports: StartPorts,
  schedule: Schedule,
  slot: number,
): Promise<string | undefined> => {
  const { workspace, user, target } = schedule;
  if (target.kind === 'task') {
    const runId = slotRunId(schedule, slot);
    return (await startTaskOnce(ports, { workspace, task: target.id, runId, user })).id;
  }
  const outcome = await syncConnection(ports, { workspace, id: target.id, user, slot });
  return outcome.kind === 'started' ? outcome.run : undefined;
};

/** The run that a slot has started; undefined when there is none. */
export const findStartedRun = async (
  ports: StartPorts,
  schedule: Schedule,
  slot: number,
): Promise<string | undefined> => {
  const { workspace, target } = schedule;
  if (target.kind === 'connection') {
    return findClaimedRun(ports, runIds.ofSlot({ workspace, connectionId: target.id }, slot));
  }
  return (await ports.documents.findRun(slotRunId(schedule, slot)))?.document.id;
};
