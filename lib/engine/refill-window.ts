import type { StageProgress } from '../model/run.ts';

/** A commit applies so many events at most, and a redelivered one may ask for what its commit has sent. */
const keptSends = 12;

/**
 * The stage with more shards counted as sent, when half of the window is free: few sends, and never more than `window`
 * shards out at once. `by` is the shard whose end made room.
 */
export const refilled = (stage: StageProgress, window: number, by: number): StageProgress => {
  const { doneCount, sentCount, shardCount, sends } = stage;
  const outCount = sentCount - doneCount;
  if (sentCount === shardCount || outCount * 2 > window) return stage;
  return {
    ...stage,
    sentCount: Math.min(shardCount, doneCount + window),
    sends: [...sends, { from: sentCount, by }].slice(-keptSends),
  };
};
