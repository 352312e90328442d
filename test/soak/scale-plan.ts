import { countPartitions } from '../../lib/engine/barrier/partition-of.ts';
import { shardRanges } from '../../lib/engine/shard-ranges.ts';
import { shardBytesOf } from '../../lib/engine/shard-size.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import type { RefiningStage } from '../../lib/model/run-spec.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import { shardRequests } from '../../lib/preview/plan-stages.ts';
import { blockRecordsOf } from '../../lib/refine/compared-records.ts';
import { refiningStages } from '../../lib/refine/refine-stages.ts';
import { runShardBytes } from '../../lib/refine/run-shard-bytes.ts';
import type { ObjectRequests } from '../../lib/usage/price-usage.ts';

/** Bytes of a record of text, about what pages of the web have. */
const recordBytes = 2000;
const operatorCount = 8;
/** Of a record while one worker makes groups of all and judges them: its set, tie, two links, line, score, and what is decided. */
const judgedRecordBytes = 45;
/** Of a record while its group is only numbered: its set, and a bit. */
const numberedRecordBytes = 4.125;

export interface ScalePlan {
  readonly sizeBytes: number;
  readonly shardBytes: number;
  readonly shardCount: number;
  readonly planPages: number;
  readonly requests: ObjectRequests;
  readonly recordCount: number;
  readonly partitionCount: number;
  /** Shards of the stage that writes keys. */
  readonly keyShardCount: number;
  /** Of the keys of one shard in one partition: how many there are of these, the reads of all partitions. */
  readonly groupReads: number;
  /** Of the worker that all groups go through. */
  readonly groupedBytes: number;
  /** Blocks of records that are judged, and memory of the worker that judges one. */
  readonly blockCount: number;
  readonly judgedBytes: number;
  /** Whether a run takes them. */
  readonly isComparable: boolean;
}

/** What a source of one file comes to: its shards, and those of a deduplication by MinHash in front of other operators. */
export const planScale = (sizeBytes: number): ScalePlan => {
  const shardBytes = shardBytesOf(sizeBytes);
  const shardCount = shardRanges(sizeBytes, shardBytes).length;
  const recordCount = Math.ceil(sizeBytes / recordBytes);
  const barrier = textDeduplication.createBarrier(
    textDeduplication.params.parse({ method: 'minhash' }),
    new Map(),
  );
  const blockRecords = blockRecordsOf(recordCount);
  const partitionBytes =
    blockRecords === undefined ? LIMITS.keyPartitionBytes : LIMITS.largeKeyPartitionBytes;
  const partitionCount = countPartitions(recordCount, barrier, partitionBytes);
  const stages = refiningStages([textDeduplication], 'pretrain', blockRecords);
  const keyShardCount = Math.ceil(sizeBytes / keyShardBytes(stages, sizeBytes, recordCount));
  return {
    sizeBytes,
    shardBytes,
    shardCount,
    planPages: shardCount > 1000 ? Math.ceil(shardCount / 1000) : 0,
    requests: shardRequests(shardCount, 3 + operatorCount),
    recordCount,
    partitionCount,
    // Of each shard its outcome and its section for the partition.
    keyShardCount,
    groupReads: 2 * keyShardCount * partitionCount,
    isComparable: recordCount <= LIMITS.comparedRecords,
    groupedBytes: recordCount * (blockRecords === undefined ? judgedRecordBytes : numberedRecordBytes),
    blockCount: Math.ceil(recordCount / LIMITS.blockRecords),
    judgedBytes: Math.min(recordCount, LIMITS.blockRecords) * judgedRecordBytes,
  };
};

/** Were there no limit to the number of shards. */
const keyShardBytes = (stages: readonly RefiningStage[], sizeBytes: number, recordCount: number): number =>
  sizeBytes > LIMITS.largestKeyShardBytes * LIMITS.stageShards
    ? LIMITS.largestKeyShardBytes
    : runShardBytes('pretrain', stages, { sizeBytes, recordCount });
