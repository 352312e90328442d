import { isRetried } from './decide-retry.ts';
import { type AttemptEnd, type Job, type JobState, STATUS_REASON } from './job.ts';
import type { JobChange, StatusSummary } from './job-store.ts';

/** What becomes of a job when an attempt of it has ended: it has succeeded, has failed, or waits for another one. */
export const afterAttempt = (
  { attempts: before, startedAt, terminationReason }: JobState,
  { retryStrategy }: Pick<Job, 'retryStrategy'>,
  { end, now }: { readonly end: AttemptEnd; readonly now: number },
): JobChange => {
  const attempts = [...before, { ...end, startedAt: startedAt ?? now, stoppedAt: now }];
  const common = { attempts, stoppedAt: now, process: undefined, statusReason: end.statusReason };
  if (end.exitCode === 0 && end.statusReason === STATUS_REASON.exited) {
    return { ...common, status: 'SUCCEEDED' };
  }
  if (terminationReason === undefined && isRetried(retryStrategy, attempts.length, end)) {
    return { ...common, status: 'RUNNABLE' };
  }
  return { ...common, status: 'FAILED', statusReason: terminationReason ?? end.statusReason };
};

/** The end of an array: when all its children have ended, and in failure when one of them has. */
export const endOfArray = (
  size: number,
  { SUCCEEDED: succeededCount = 0, FAILED: failedCount = 0 }: StatusSummary,
): JobChange | undefined => {
  if (succeededCount + failedCount < size) return undefined;
  return failedCount === 0
    ? { status: 'SUCCEEDED' }
    : { status: 'FAILED', statusReason: 'Array Child Job failed' };
};
