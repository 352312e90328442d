import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { RunEvent, StageProgress } from '../model/run.ts';

/** A shard that waits for longer fails: a run ends, whatever it waits for. */
export const LONGEST_POSTPONEMENT_SECONDS = 7 * 86_400;

type PostponedEvent = Extract<RunEvent, { readonly type: 'shard-postponed' }>;
type FailedEvent = Extract<RunEvent, { readonly type: 'work-failed' }>;

/** The stage with one more look at a shard that only waits; its next attempt is none after a failure. */
export const postponed = (stage: StageProgress, event: PostponedEvent, at: number): StageProgress => {
  const { shard, attempt, waitSeconds } = event;
  const { count = 0, since = at } = stage.postponedByShard?.[shard] ?? {};
  const postponement = { count: count + 1, since, until: at + waitSeconds * 1000 };
  return {
    ...stage,
    attemptByShard: { ...stage.attemptByShard, [shard]: attempt + 1 },
    postponedByShard: { ...stage.postponedByShard, [shard]: postponement },
  };
};

/** The stage where a shard that may have waited is done. */
export const withoutPostponement = (stage: StageProgress, shard: number): StageProgress => {
  if (stage.postponedByShard?.[shard] === undefined) return stage;
  const { [shard]: _done, ...postponedByShard } = stage.postponedByShard;
  return { ...stage, postponedByShard };
};

/** The stage where a shard that may have waited is at work again: whoever does not answer now is missed. */
export const withoutWait = (stage: StageProgress, shard: number, at: number): StageProgress => {
  const postponement = stage.postponedByShard?.[shard];
  if (postponement === undefined) return stage;
  return {
    ...stage,
    postponedByShard: { ...stage.postponedByShard, [shard]: { ...postponement, until: at } },
  };
};

/** How many attempts at a shard, or at the planning, that one makes: those in which the shard only waited left out. */
export const attemptsMade = (stage: StageProgress, shard: 'plan' | number, attempt: number): number =>
  attempt - stage.firstAttempt + 1 - (stage.postponedByShard?.[shard]?.count ?? 0);

/** Whether a shard is known to wait, so that nobody misses its answer before `time`. */
export const isWaiting = (
  { postponedByShard }: StageProgress,
  shard: 'plan' | number,
  time: number,
): boolean => (postponedByShard?.[shard]?.until ?? Number.NEGATIVE_INFINITY) > time;

export const hasWaitedTooLong = (stage: StageProgress, shard: number, at: number): boolean =>
  at - (stage.postponedByShard?.[shard]?.since ?? at) >= LONGEST_POSTPONEMENT_SECONDS * 1000;

/** What a postponement is that comes too late. */
export const waitedInVain = ({ runId, stage, shard, attempt }: PostponedEvent): FailedEvent => {
  const reason = `it has waited for ${LONGEST_POSTPONEMENT_SECONDS / 86_400} days`;
  const { error } = toRunError(new SluiceError('ModelArts.72020000', { reason }));
  return { type: 'work-failed', runId, stage, shard, attempt, error, isRetryable: false };
};
