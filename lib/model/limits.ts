const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** Limits of the specification (guide, sections 2.1 and 3.1) and those that this implementation adds. */
export const LIMITS = {
  /** Largest file of an import, bytes (guide: 20 GB). */
  importFileBytes: 20 * gibibyte,
  /** Largest sum of the files of an import, bytes (guide: 20 GB). */
  importTotalBytes: 20 * gibibyte,
  /** Longest line of a JSONL file, bytes, without its line end. */
  lineBytes: 64 * mebibyte,
  /** Slice of a file that one worker takes, bytes; of large sources a power of two times as much. */
  shardBytes: 16 * mebibyte,
  /** Shards of the smallest size that a source has at most. */
  smallShards: 4096,
  /** Shards of any size that a source is cut into at most; each of its files may add one. */
  stageShards: 100_000,
  /** A function of 15 minutes does it at 2.4 MB/s: an eighth of the speed measured of eight operators, a quarter of MinHash's. */
  largestShardBytes: 2 * gibibyte,
  /** The same where records are compared, since their keys lie in the worker's memory until they are written; more where it has no more records than these. */
  largestKeyShardBytes: 256 * mebibyte,
  keyShardRecords: 500_000,
  /** Records of which one worker makes groups and judges them, in 45 bytes each; more are judged in blocks of so many. */
  blockRecords: 16_000_000,
  /** Records that a run compares with each other: four bytes and a bit each in the worker that numbers their groups, which has 3,008 MB. */
  comparedRecords: 600_000_000,
  /** Members of the groups that one worker judges, in 34 bytes each, and as many for those of the largest. */
  judgedRecords: 40_000_000,
  /** Memory that a partition of keys may take while its records are grouped, bytes. */
  keyPartitionBytes: 256 * mebibyte,
  /** The same where records are judged in blocks. */
  largeKeyPartitionBytes: 768 * mebibyte,
  /** Media files that one worker takes, and their bytes, unless one file is larger. */
  mediaShardFiles: 256,
  mediaShardBytes: gibibyte,
  /** Problems that a failed import lists. */
  listedProblems: 100,
  /** Rejected records of a shard that the log names one by one; it counts the others. */
  loggedRejects: 100,
  /** Lines of a log that one search gives. */
  logPageLines: 1000,
  /** Bytes of a file that one reply carries: a function's reply has 6 MB at most, a third of them lost to base64. */
  replyBytes: 4 * mebibyte,
  /** Largest sum of the analysis files of a download; the guide (72020109) names the limit, not its size. */
  analysisDownloadBytes: gibibyte,
  /** Days that a trace can be queried (guide, chapter 6). */
  traceDays: 7,
} as const;

/** Deliveries of a work message after which it is a dead letter, as serverless.yml declares it; a test compares the two. */
export const WORK_DELIVERIES = 5;

/** Deliveries of a notice after which it is given up, as serverless.yml declares it; a test compares the two. */
export const NOTICE_DELIVERIES = 12;
