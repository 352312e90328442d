import { effectsOf } from '../engine/effects-of.ts';
import { loadRunState } from '../engine/load-run-state.ts';
import { sendEffects } from '../engine/send-effects.ts';
import type { Orphan } from './check-orphans.ts';
import type { TreatmentPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';
import type { QueueView } from './queue-watch.ts';

/** What was done, for each place that it was done at. */
export interface Treatment {
  readonly where: string;
  readonly done: 'moved' | 'sent again' | 'deleted';
  readonly count: number;
}

/**
 * Moves dead letters back to their queues, and sends the work of stuck runs again. Letters that were refused with an error
 * code stay: they would be refused again.
 */
export const redrive = async (
  ports: TreatmentPorts,
  findings: readonly Finding[],
): Promise<readonly Treatment[]> => {
  const done: Treatment[] = [];
  const dead = (await ports.queues.list()).filter(isToMove);
  for (const { name } of dead) {
    done.push({ where: name, done: 'moved', count: await ports.queues.redrive(name) });
  }
  for (const { where } of findings.filter(({ check }) => check === 'stuck-run')) {
    const effects = effectsOf((await loadRunState(ports.documents, where)).state);
    await sendEffects(ports.work, effects);
    done.push({ where, done: 'sent again', count: effects.length });
  }
  return done;
};

const isToMove = ({ deadLettersOf, isWorked, messageCount, sample }: QueueView): boolean =>
  deadLettersOf.length > 0 &&
  !isWorked &&
  messageCount > 0 &&
  !(sample.length > 0 && sample.every(({ errorCode }) => errorCode !== undefined));

const deletedAtOnce = 1000;

/** Deletes orphaned objects; not those that have come since they were found. */
export const deleteOrphans = async (
  { objects }: Pick<TreatmentPorts, 'objects'>,
  orphans: readonly Orphan[],
): Promise<readonly Treatment[]> => {
  const done: Treatment[] = [];
  for (const { prefix, newestAt } of orphans) {
    const keys: string[] = [];
    for await (const { key, modifiedAt } of objects.list(prefix)) if (modifiedAt <= newestAt) keys.push(key);
    for (let start = 0; start < keys.length; start += deletedAtOnce) {
      await objects.delete(keys.slice(start, start + deletedAtOnce));
    }
    done.push({ where: prefix, done: 'deleted', count: keys.length });
  }
  return done;
};
