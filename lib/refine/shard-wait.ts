import { readSealed, writeSealed } from '../engine/sealed-json.ts';
import type { StageContext, WorkPorts } from '../engine/stage-work.ts';
import { objectKeys } from '../model/object-keys.ts';
import { Postponed } from '../model/postponed.ts';

interface NotedWait {
  readonly waitsFor: readonly string[];
  /** Up to this attempt nobody waits for the shard any more. */
  readonly givenUpAttempt?: number;
}

/** An attempt at a shard that may have to wait. */
interface WaitingShard {
  readonly context: StageContext;
  readonly shard: number;
  readonly attempt: number;
}

/**
 * Does a shard that may have to wait for batches. What it waits for is written down, so that as long as it does nothing is
 * read and no operator runs. One that was given up begins nothing.
 * @throws Postponed
 */
export const unlessItWaits = async <Result>(
  { objects, models }: WorkPorts,
  waiting: WaitingShard,
  work: () => Promise<Result>,
): Promise<Result> => {
  const noted = await findNote(objects, waiting);
  if (isGivenUp(noted, waiting)) throw new Postponed(0);
  const seconds = noted.waitsFor.length === 0 ? undefined : await models?.batches?.look(noted.waitsFor);
  if (seconds !== undefined) throw new Postponed(seconds, noted.waitsFor);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Postponed)) throw error;
    // It may have been given up meanwhile.
    if (isGivenUp(await findNote(objects, waiting), waiting)) await models?.batches?.cancel(error.waitsFor);
    else await writeNote(objects, waiting, { waitsFor: error.waitsFor });
    throw error;
  }
};

/** Calls off what a shard waits for, and keeps messages of it that are still on their way from beginning anything. */
export const callOffWait = async (
  { objects, models }: WorkPorts,
  context: StageContext,
  { shard, attempt }: Pick<WaitingShard, 'shard' | 'attempt'>,
): Promise<void> => {
  const waiting = { context, shard, attempt };
  const { waitsFor } = await findNote(objects, waiting);
  await writeNote(objects, waiting, { waitsFor, givenUpAttempt: attempt });
  if (waitsFor.length > 0) await models?.batches?.cancel(waitsFor);
};

const isGivenUp = ({ givenUpAttempt }: NotedWait, { attempt }: WaitingShard): boolean =>
  givenUpAttempt !== undefined && attempt <= givenUpAttempt;

const findNote = async (objects: WorkPorts['objects'], waiting: WaitingShard): Promise<NotedWait> =>
  (await readSealed<NotedWait>(objects, keyOf(waiting))) ?? { waitsFor: [] };

const writeNote = async (
  objects: WorkPorts['objects'],
  waiting: WaitingShard,
  note: NotedWait,
): Promise<void> => {
  await writeSealed(objects, keyOf(waiting), note);
};

const keyOf = ({ context, shard }: WaitingShard): string =>
  objectKeys.shardWait(context.spec.run, context.stage, shard);
