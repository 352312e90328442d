import { SluiceError } from '../errors/sluice-error.ts';
import { LIMITS } from '../model/limits.ts';

/**
 * Bytes that one worker takes of a source: the smallest power of two times `LIMITS.shardBytes` with which it has few enough
 * shards. Where the source is four times as large, its shards are twice as many and twice as large, so that neither the
 * one coordinator that counts them nor the last shard to end holds up the others; from `LIMITS.stageShards` on, only
 * their size grows. With a `smallShardGrowth` of 1 only their size grows until it is the largest.
 * @throws SluiceError ModelArts.72060001 when even shards of `largestShardBytes` are too many
 */
export const shardBytesOf = (
  sourceBytes: number,
  {
    largestShardBytes = LIMITS.largestShardBytes,
    smallShardGrowth = 2,
  }: { readonly largestShardBytes?: number; readonly smallShardGrowth?: 1 | 2 } = {},
): number => {
  let shardBytes: number = LIMITS.shardBytes;
  let shardCount: number = LIMITS.smallShards;
  while (shardBytes < largestShardBytes && sourceBytes > shardBytes * shardCount) {
    shardBytes *= 2;
    shardCount = Math.min(smallShardGrowth * shardCount, LIMITS.stageShards);
  }
  if (sourceBytes <= shardBytes * LIMITS.stageShards) return shardBytes;
  const reason = `a run can read ${largestShardBytes * LIMITS.stageShards} bytes, and it has ${sourceBytes}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'source', reason });
};
