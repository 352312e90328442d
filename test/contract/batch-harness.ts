import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BatchClient,
  DescribeJobsCommand,
  type JobDetail,
  SubmitJobCommand,
  type SubmitJobCommandInput,
} from '@aws-sdk/client-batch';
import { present } from './sqs-harness.ts';

/** A job service under test: it has a queue and a definition whose entry point is `behave.mjs`. */
export interface BatchUnderTest {
  readonly client: BatchClient;
  readonly queue: string;
  readonly definition: string;
  stop(): Promise<void>;
}

/** Short ways to say what the tests of jobs say all the time. */
export const batchHarness = ({ client, queue, definition }: Omit<BatchUnderTest, 'stop'>) => {
  /** Submits a job that does what the deeds say; of several, each child does one. */
  const submit = async (
    deeds: string | readonly string[],
    options: Partial<SubmitJobCommandInput> = {},
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const all = { DO: [deeds].flat().join(','), ...environment };
    const { jobId } = await client.send(
      new SubmitJobCommand({
        jobName: `t-${randomUUID()}`,
        jobQueue: queue,
        jobDefinition: definition,
        ...(Array.isArray(deeds) ? { arrayProperties: { size: deeds.length } } : {}),
        containerOverrides: {
          environment: Object.entries(all).map(([name, value]) => ({ name, value })),
        },
        ...options,
      }),
    );
    return present(jobId);
  };
  const describeAll = async (ids: readonly string[]): Promise<readonly JobDetail[]> =>
    (await client.send(new DescribeJobsCommand({ jobs: [...ids] }))).jobs ?? [];
  const describeOne = async (id: string): Promise<JobDetail> => present((await describeAll([id]))[0]);
  const until = async (id: string, isSo: (job: JobDetail) => boolean): Promise<JobDetail> => {
    for (;;) {
      const job = await describeOne(id);
      if (isSo(job)) return job;
      await wait(20);
    }
  };
  const ended = (id: string): Promise<JobDetail> =>
    until(id, ({ status }) => status === 'SUCCEEDED' || status === 'FAILED');
  return { submit, describeAll, describeOne, until, ended };
};
