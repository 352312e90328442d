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
  /** Slice of a file that one worker takes, bytes. */
  shardBytes: 16 * mebibyte,
  /** Problems that a failed import lists. */
  listedProblems: 100,
  /** Days that a trace can be queried (guide, chapter 6). */
  traceDays: 7,
} as const;

/** Deliveries of a work message after which it is a dead letter, as serverless.yml declares it; a test compares the two. */
export const WORK_DELIVERIES = 5;
