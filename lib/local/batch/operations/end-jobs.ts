import * as z from 'zod';
import type { BatchContext } from '../batch-context.ts';
import { refused } from '../batch-error.ts';
import { hasEnded, parseJobId } from '../job.ts';
import { defineOperation, type Operation } from './define-operation.ts';

const input = z.strictObject({ jobId: z.string(), reason: z.string().min(1).max(1024) });

const endOperation = (alsoRunning: boolean): Operation =>
  defineOperation(input, ({ jobId, reason }, context) => {
    end(context, jobId, { reason, alsoRunning });
    return {};
  });

/** Fails a job that has not started; one that has goes on. */
export const cancelJob = endOperation(false);

/** Fails a job wherever it is. What has ended stays as it is. */
export const terminateJob = endOperation(true);

const end = (
  { store, runner }: BatchContext,
  jobId: string,
  how: { readonly reason: string; readonly alsoRunning: boolean },
): void => {
  const state = store.find(jobId);
  if (state === undefined) throw refused(`Job ${jobId} not found.`);
  if (parseJobId(jobId).index !== undefined)
    throw refused('The local cloud ends arrays as a whole, not one child.');
  if (!hasEnded(state)) runner.end(store.jobOf(jobId), how);
};
