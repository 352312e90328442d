import type { Operation } from './define-operation.ts';
import { cancelJob, terminateJob } from './end-jobs.ts';
import { describeJobs, listJobs } from './read-jobs.ts';
import { submitJob } from './submit-job.ts';

/** By path, as the REST protocol of AWS Batch has it. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['/v1/submitjob', submitJob],
  ['/v1/describejobs', describeJobs],
  ['/v1/listjobs', listJobs],
  ['/v1/canceljob', cancelJob],
  ['/v1/terminatejob', terminateJob],
]);
