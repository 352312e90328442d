import { shardBytesOf } from '../engine/shard-size.ts';
import { type DatasetType, isFileType } from '../model/dataset-type.ts';
import { LIMITS } from '../model/limits.ts';
import type { RefiningStage } from '../model/run-spec.ts';

interface RunSource {
  readonly sizeBytes: number;
  readonly recordCount: number;
}

/**
 * Bytes of the shards of a refining run that reads so much, earlier data sets to compare with included. Of pictures and
 * videos a version counts the files as well, which have shards of their own. Where records are compared, shards are few:
 * each has something for all others to read; but the keys of one must fit its worker.
 * @throws SluiceError ModelArts.72060001 when that is more than a run can read
 */
export const runShardBytes = (
  type: DatasetType,
  stages: readonly Pick<RefiningStage, 'kind'>[],
  { sizeBytes, recordCount }: RunSource,
): number => {
  if (isFileType(type)) return LIMITS.shardBytes;
  if (!stages.some(({ kind }) => kind === 'group')) return shardBytesOf(sizeBytes);
  const keyShardBytes = (LIMITS.keyShardRecords * sizeBytes) / recordCount;
  const largestShardBytes = Math.min(
    LIMITS.largestShardBytes,
    Math.max(LIMITS.largestKeyShardBytes, 2 ** Math.floor(Math.log2(keyShardBytes))),
  );
  return shardBytesOf(sizeBytes, { largestShardBytes, smallShardGrowth: 1 });
};
