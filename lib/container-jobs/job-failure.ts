import type { JobDetail } from './job-state.ts';

/** What ended a job, as far as AWS Batch tells it apart. */
export type JobFailure = 'out of memory' | 'timed out' | 'host lost' | 'not started' | 'exited';

/** Exit code of Node when its heap is full: the abort signal. */
const heapAbort = 134;

/** Why a job has failed: the cause, and a sentence that a run can keep. */
export const jobFailure = (detail: JobDetail): { readonly cause: JobFailure; readonly reason: string } => {
  const cause = causeOf(detail);
  return { cause, reason: REASONS[cause](detail) };
};

const causeOf = ({ statusReason = '', container }: JobDetail): JobFailure => {
  if (statusReason.includes('exceeded timeout')) return 'timed out';
  if (container?.reason?.startsWith('OutOfMemory') || container?.exitCode === heapAbort)
    return 'out of memory';
  if (/^Host EC2|Spot .*(interrupt|reclaim)/.test(statusReason)) return 'host lost';
  return container?.exitCode === undefined ? 'not started' : 'exited';
};

const REASONS: Readonly<Record<JobFailure, (detail: JobDetail) => string>> = {
  'out of memory': ({ container }) => {
    const limit = container?.resourceRequirements.find(({ type }) => type === 'MEMORY')?.value;
    return `its container ran out of memory${limit === undefined ? '' : ` (limit: ${limit} MiB)`}`;
  },
  'timed out': ({ timeout }) => {
    const limit = timeout?.attemptDurationSeconds;
    return `its container took longer than it may${limit === undefined ? '' : ` (limit: ${limit} s)`}`;
  },
  'host lost': ({ attempts }) => `its container lost its host ${Math.max(1, attempts.length)} times`,
  // Batch's own words: a job that was cancelled, an image that could not be pulled.
  'not started': ({ statusReason, container }) =>
    `its container did not run: ${container?.reason ?? statusReason ?? 'no reason was given'}`,
  exited: ({ container }) => `its container ended with exit code ${container?.exitCode} without an answer`,
};
