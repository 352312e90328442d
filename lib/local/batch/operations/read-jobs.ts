import * as z from 'zod';
import { type BatchContext, loadQueueName } from '../batch-context.ts';
import { refused } from '../batch-error.ts';
import type { JobState } from '../job.ts';
import { jobDetail, jobSummary } from '../job-detail.ts';
import { defineOperation } from './define-operation.ts';

/** Jobs that are not there are left out. */
export const describeJobs = defineOperation(
  z.strictObject({ jobs: z.array(z.string()).max(100) }),
  ({ jobs }, { store, region }) => ({
    jobs: jobs.flatMap((id) => {
      const state = store.find(id);
      return state === undefined ? [] : [jobDetail(store, state, region)];
    }),
  }),
);

const statuses = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;

const listInput = z.strictObject({
  jobQueue: z.string().optional(),
  arrayJobId: z.string().optional(),
  jobStatus: z.enum(statuses).default('RUNNING'),
  filters: z
    .array(z.strictObject({ name: z.literal('JOB_NAME'), values: z.array(z.string()).length(1) }))
    .max(1)
    .optional(),
  maxResults: z.int().min(1).max(100).default(100),
  nextToken: z.string().regex(/^\d+$/, 'is no token of this list').default('0'),
});

/** Newest first. A filter by name takes the place of the status, as in AWS Batch. */
export const listJobs = defineOperation(listInput, (input, context) => {
  const start = Number(input.nextToken);
  const found = statesOf(input, context);
  const page = found.slice(start, start + input.maxResults);
  const end = start + page.length;
  return {
    jobSummaryList: page.map((state) => jobSummary(context.store, state, context.region)),
    ...(end < found.length ? { nextToken: String(end) } : {}),
  };
});

const statesOf = (input: z.output<typeof listInput>, context: BatchContext): readonly JobState[] => {
  const { store } = context;
  const { arrayJobId, jobQueue, jobStatus, filters } = input;
  if ((arrayJobId === undefined) === (jobQueue === undefined))
    throw refused('Exactly one of jobQueue and arrayJobId must be given.');
  if (arrayJobId !== undefined) {
    const parent = store.find(arrayJobId);
    if (parent === undefined) return [];
    return store.parts(store.jobOf(arrayJobId)).filter(({ status }) => status === jobStatus);
  }
  const queue = loadQueueName(context, jobQueue ?? '');
  const wantedName = filters?.[0]?.values[0];
  return [...store.jobs()]
    .filter((job) => job.queue === queue && (wantedName === undefined || matches(wantedName, job.name)))
    .map(({ id }) => store.load(id))
    .filter(({ status }) => wantedName !== undefined || status === jobStatus)
    .reverse();
};

/** Names are compared without case; one that ends with an asterisk is the start of a name. */
const matches = (wanted: string, name: string): boolean => {
  const [one, other] = [wanted.toLowerCase(), name.toLowerCase()];
  return one.endsWith('*') ? other.startsWith(one.slice(0, -1)) : one === other;
};
