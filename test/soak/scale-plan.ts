import { countPartitions } from '../../lib/engine/barrier/partition-of.ts';
import { shardRanges } from '../../lib/engine/shard-ranges.ts';
import { shardBytesOf } from '../../lib/engine/shard-size.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import { shardRequests } from '../../lib/preview/plan-stages.ts';
import type { ObjectRequests } from '../../lib/usage/price-usage.ts';

/** Bytes of a record of text, about what pages of the web have. */
const recordBytes = 2000;
const operatorCount = 8;
/** Of a record while its groups are found and judged: its set, tie, two links, line, score, and what is decided. */
const clusterBytesPerRecord = 38;

export interface ScalePlan {
  readonly sizeBytes: number;
  readonly shardBytes: number;
  readonly shardCount: number;
  readonly planPages: number;
  readonly requests: ObjectRequests;
  readonly recordCount: number;
  readonly partitionCount: number;
  /** Of the keys of one shard in one partition: how many there are of these, the reads of all partitions. */
  readonly groupReads: number;
  readonly clusterBytes: number;
  /** Whether a run takes them. */
  readonly isComparable: boolean;
}

/** Those of the stage that writes keys, were there no limit to their number. */
const keyShardCount = (sizeBytes: number): number =>
  Math.ceil(sizeBytes / Math.min(shardBytesOf(sizeBytes), LIMITS.largestKeyShardBytes));

/** What a source of one file comes to: its shards, and those of a deduplication by MinHash in front of other operators. */
export const planScale = (sizeBytes: number): ScalePlan => {
  const shardBytes = shardBytesOf(sizeBytes);
  const shardCount = shardRanges(sizeBytes, shardBytes).length;
  const recordCount = Math.ceil(sizeBytes / recordBytes);
  const barrier = textDeduplication.createBarrier(
    textDeduplication.params.parse({ method: 'minhash' }),
    new Map(),
  );
  const partitionCount = countPartitions(recordCount, barrier, LIMITS.keyPartitionBytes);
  return {
    sizeBytes,
    shardBytes,
    shardCount,
    planPages: shardCount > 1000 ? Math.ceil(shardCount / 1000) : 0,
    requests: shardRequests(shardCount, 3 + operatorCount),
    recordCount,
    partitionCount,
    // Of each shard its outcome and its section for the partition.
    groupReads: 2 * keyShardCount(sizeBytes) * partitionCount,
    isComparable: recordCount <= LIMITS.comparedRecords,
    clusterBytes: recordCount * clusterBytesPerRecord,
  };
};
