import { type AttemptEnd, type RetryStrategy, STATUS_REASON } from './job.ts';

/**
 * Whether a failed attempt is followed by another: the first rule whose patterns all match decides, and where none
 * does, there is another one. Time-outs are never retried.
 * Source: AWS Batch user guide, "Automated job retries" and "Job timeouts".
 */
export const isRetried = (
  { attempts, evaluateOnExit }: RetryStrategy,
  attemptCount: number,
  end: AttemptEnd,
): boolean => {
  if (attemptCount >= attempts || end.statusReason === STATUS_REASON.timedOut) return false;
  const rule = evaluateOnExit.find(
    ({ onStatusReason, onReason, onExitCode }) =>
      matches(onStatusReason, end.statusReason) &&
      matches(onReason, end.reason) &&
      matches(onExitCode, end.exitCode?.toString()),
  );
  return rule?.action !== 'EXIT';
};

/** A pattern that is not there asks for nothing; `*` alone matches also what is absent. */
const matches = (pattern: string | undefined, text = ''): boolean => {
  if (pattern === undefined) return true;
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
};
