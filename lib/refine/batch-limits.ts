import type { AskingLimits } from '../model/run-spec.ts';

/** Questions of a shard: one invocation reads and keeps that many answers well within its time. */
const mostQuestions = 5000;
/** Lines of a slice are taken up at once; fewer bytes than `regroupLines` holds together. */
const mostSliceBytes = 7 * 1024 ** 2;
/** A slice with a share has so many times the records that its share takes: operators before may drop most of them. */
const spareRecords = 10;
/** As for any shard: one worker waits for many answers as well as for one. */
const workerConcurrency = 16;

interface BatchedRun {
  /** Records that are asked about, and all that there are. */
  readonly askedCount: number;
  readonly available: number;
  readonly sizeBytes: number;
  readonly concurrency: number;
  /** Slices at the least. */
  readonly fewestSlices: number;
  /** Whether shares are shared out. */
  readonly isShared: boolean;
}

/**
 * How a run is cut that asks in batches: into few shards, with as many questions as go together; so many at once, each with
 * so many requests, that what batches leave to be asked keeps to the run's concurrency.
 */
export const batchLimits = (
  run: BatchedRun,
): Pick<AskingLimits, 'shardConcurrency' | 'shardsAtOnce' | 'sliceBytes' | 'isBatched' | 'shareCount'> => {
  const { askedCount, available, sizeBytes, concurrency, fewestSlices, isShared } = run;
  const wanted = Math.max(fewestSlices, Math.ceil(askedCount / mostQuestions));
  const sliceBytes = Math.max(1, Math.min(mostSliceBytes, Math.ceil(sizeBytes / wanted)));
  const sliceCount = Math.max(1, Math.ceil(sizeBytes / sliceBytes));
  const askedBytes = (askedCount * sizeBytes) / Math.max(1, available);
  const shareCount = isShared
    ? Math.min(sliceCount, Math.max(wanted, Math.ceil((spareRecords * askedBytes) / sliceBytes)))
    : sliceCount;
  const shardsAtOnce = Math.min(concurrency, shareCount);
  return {
    isBatched: true,
    sliceBytes,
    shardsAtOnce,
    shardConcurrency: Math.min(workerConcurrency, Math.floor(concurrency / shardsAtOnce)),
    ...(shareCount < sliceCount ? { shareCount } : {}),
  };
};
