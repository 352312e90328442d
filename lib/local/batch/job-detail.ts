import { localAccountId } from '../manifest/pseudo-parameter.ts';
import { type Attempt, hasEnded, type Job, type JobState, parseJobId } from './job.ts';
import type { JobStore } from './job-store.ts';

/** ARN of something of AWS Batch, such as `job/…` or `job-queue/…`. */
export const batchArn = (region: string, resource: string): string =>
  `arn:aws:batch:${region}:${localAccountId}:${resource}`;

/** A job as DescribeJobs and state change events show it. Times are milliseconds since the epoch. */
export const jobDetail = (store: JobStore, state: JobState, region: string) => {
  const job = store.jobOf(state.id);
  const { index } = parseJobId(state.id);
  const last = state.attempts.at(-1);
  return {
    jobArn: batchArn(region, `job/${state.id}`),
    jobName: job.name,
    jobId: state.id,
    jobQueue: batchArn(region, `job-queue/${job.queue}`),
    status: state.status,
    attempts: state.attempts.map(attemptDetail),
    ...(state.statusReason === undefined ? {} : { statusReason: state.statusReason }),
    createdAt: job.createdAt,
    retryStrategy: job.retryStrategy,
    ...(state.startedAt === undefined ? {} : { startedAt: state.startedAt }),
    ...(state.stoppedAt === undefined ? {} : { stoppedAt: state.stoppedAt }),
    dependsOn: [],
    jobDefinition: batchArn(region, `job-definition/${job.definition}`),
    parameters: {},
    container: containerOf(job, last !== undefined && hasEnded(state) ? exitOf(last) : {}),
    ...(job.timeoutSeconds === undefined ? {} : { timeout: { attemptDurationSeconds: job.timeoutSeconds } }),
    ...arrayProperties(store, job, index),
    tags: {},
    propagateTags: false,
    platformCapabilities: [],
  };
};

/** A job as ListJobs shows it. */
export const jobSummary = (store: JobStore, state: JobState, region: string) => {
  const { jobArn, jobId, jobName, jobDefinition, status, createdAt, ...detail } = jobDetail(
    store,
    state,
    region,
  );
  const { exitCode, reason } = detail.container;
  return {
    jobArn,
    jobId,
    jobName,
    jobDefinition,
    status,
    createdAt,
    ...('statusReason' in detail ? { statusReason: detail.statusReason } : {}),
    ...('startedAt' in detail ? { startedAt: detail.startedAt } : {}),
    ...('stoppedAt' in detail ? { stoppedAt: detail.stoppedAt } : {}),
    ...('arrayProperties' in detail ? { arrayProperties: detail.arrayProperties } : {}),
    container: { exitCode, reason },
  };
};

interface Exit {
  readonly exitCode?: number;
  readonly reason?: string;
}

const exitOf = ({ exitCode, reason }: Attempt): Exit => ({
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(reason === undefined ? {} : { reason }),
});

const attemptDetail = (attempt: Attempt) => ({
  container: { ...exitOf(attempt), networkInterfaces: [] },
  startedAt: attempt.startedAt,
  stoppedAt: attempt.stoppedAt,
  statusReason: attempt.statusReason,
});

const containerOf = ({ definition, command, environment, vcpus, memoryMib }: Job, exit: Exit) => ({
  ...exit,
  // On one machine the definition's entry point stands for its image.
  image: `local/${definition}`,
  command,
  volumes: [],
  environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
  mountPoints: [],
  ulimits: [],
  networkInterfaces: [],
  resourceRequirements: [
    { type: 'VCPU', value: String(vcpus) },
    { type: 'MEMORY', value: String(memoryMib) },
  ],
  secrets: [],
});

const arrayProperties = (store: JobStore, job: Job, index: number | undefined) => {
  if (job.size === undefined) return {};
  return index === undefined
    ? { arrayProperties: { size: job.size, statusSummary: store.summary(job) } }
    : { arrayProperties: { size: job.size, index } };
};
