import {
  CancelJobCommand,
  DescribeJobsCommand,
  ListJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BatchUnderTest, batchHarness } from './batch-harness.ts';

/** What every job service that Sluice runs on must do. */
export const describeBatch = (name: string, create: () => Promise<BatchUnderTest>): void => {
  describe(name, () => {
    let service: BatchUnderTest;
    let harness: ReturnType<typeof batchHarness>;
    beforeAll(async () => {
      service = await create();
      harness = batchHarness(service);
    });
    afterAll(() => service.stop());

    describe('a job', () => {
      it('that exits with 0 has succeeded', async () => {
        const job = await harness.ended(await harness.submit('succeed'));
        expect(job).toMatchObject({
          status: 'SUCCEEDED',
          statusReason: 'Essential container in task exited',
          container: { exitCode: 0 },
          attempts: [{ container: { exitCode: 0 } }],
        });
        expect(job.arrayProperties).toBeUndefined();
        expect(job.stoppedAt).toBeGreaterThanOrEqual(Number(job.startedAt));
      });

      it('that exits with another code has failed with it, at its first attempt by default', async () => {
        expect(await harness.ended(await harness.submit('exit:3'))).toMatchObject({
          status: 'FAILED',
          container: { exitCode: 3 },
          attempts: [{ container: { exitCode: 3 }, statusReason: 'Essential container in task exited' }],
        });
      });

      it('is tried as often as its retry strategy says', async () => {
        const retryStrategy = { attempts: 3 };
        const [third, never] = await Promise.all([
          harness.submit('failUntil:3', { retryStrategy }),
          harness.submit('failUntil:9', { retryStrategy }),
        ]);
        expect(await harness.ended(third)).toMatchObject({ status: 'SUCCEEDED', container: { exitCode: 0 } });
        expect((await harness.ended(never)).attempts).toHaveLength(3);
      });

      it('is tried again only where the first rule that fits its exit says so', async () => {
        const retryStrategy = {
          attempts: 3,
          evaluateOnExit: [
            { onExitCode: '7*', action: 'RETRY' as const },
            { onReason: '*', action: 'EXIT' as const },
          ],
        };
        const [again, once] = await Promise.all([
          harness.submit('exit:70', { retryStrategy }),
          harness.submit('exit:8', { retryStrategy }),
        ]);
        expect((await harness.ended(again)).attempts).toHaveLength(3);
        expect((await harness.ended(once)).attempts).toHaveLength(1);
      });

      it('that outgrows its memory is killed, and its reason says so', async () => {
        const containerOverrides = {
          environment: [{ name: 'DO', value: 'devour' }],
          resourceRequirements: [{ type: 'MEMORY' as const, value: '192' }],
        };
        expect(await harness.ended(await harness.submit('devour', { containerOverrides }))).toMatchObject({
          status: 'FAILED',
          container: { exitCode: 137, reason: expect.stringMatching(/^OutOfMemoryError/) },
        });
      });

      it.each(['hang', 'hangDeaf'])(
        'that may %s is ended when its time is up, and not tried again',
        async (deed) => {
          const timeout = { attemptDurationSeconds: 60 };
          const id = await harness.submit(deed, { timeout, retryStrategy: { attempts: 3 } });
          expect(await harness.ended(id)).toMatchObject({
            status: 'FAILED',
            statusReason: 'Job attempt duration exceeded timeout',
            attempts: [{ container: { exitCode: deed === 'hang' ? 143 : 137 } }],
          });
        },
      );
    });

    describe('an array job', () => {
      it('has a child for each index, each with an end of its own', async () => {
        const id = await harness.submit(['succeed', 'exit:5', 'succeed']);
        expect(await harness.ended(id)).toMatchObject({
          status: 'FAILED',
          arrayProperties: { size: 3, statusSummary: { SUCCEEDED: 2, FAILED: 1 } },
        });
        const children = await harness.describeAll([0, 1, 2].map((index) => `${id}:${index}`));
        expect(children.map(({ status, container }) => [status, container?.exitCode])).toEqual([
          ['SUCCEEDED', 0],
          ['FAILED', 5],
          ['SUCCEEDED', 0],
        ]);
        expect(children[1]?.arrayProperties).toMatchObject({ index: 1 });
      });

      it('whose children all succeed has succeeded', async () => {
        const id = await harness.submit(['succeed', 'succeed']);
        expect((await harness.ended(id)).status).toBe('SUCCEEDED');
      });

      it('lists its children by status', async () => {
        const id = await harness.submit(['succeed', 'exit:5', 'succeed']);
        await harness.ended(id);
        const list = async (jobStatus: 'SUCCEEDED' | 'FAILED', more = {}) =>
          service.client.send(new ListJobsCommand({ arrayJobId: id, jobStatus, ...more }));
        expect((await list('FAILED')).jobSummaryList?.map(({ jobId }) => jobId)).toEqual([`${id}:1`]);
        const first = await list('SUCCEEDED', { maxResults: 1 });
        const second = await list('SUCCEEDED', { maxResults: 1, nextToken: first.nextToken });
        const pages = [...(first.jobSummaryList ?? []), ...(second.jobSummaryList ?? [])];
        expect(pages.map(({ arrayProperties }) => arrayProperties?.index)).toEqual([0, 2]);
      });

      it('is ended as a whole', async () => {
        const id = await harness.submit(['hang', 'hang', 'hang', 'hang', 'hang', 'hang']);
        await harness.until(`${id}:0`, ({ status }) => status === 'RUNNING');
        await service.client.send(new TerminateJobCommand({ jobId: id, reason: 'enough' }));
        expect(await harness.ended(id)).toMatchObject({ arrayProperties: { statusSummary: { FAILED: 6 } } });
        expect((await harness.describeOne(`${id}:0`)).statusReason).toBe('enough');
        expect((await harness.describeOne(`${id}:5`)).statusReason).toBe('enough');
      });
    });

    it('cancels what has not started and leaves what has', async () => {
      const blockers = await Promise.all(Array.from({ length: 2 }, () => harness.submit('hang')));
      for (const id of blockers) await harness.until(id, ({ status }) => status === 'RUNNING');
      const waiting = await harness.submit('succeed');
      for (const jobId of [...blockers, waiting])
        await service.client.send(new CancelJobCommand({ jobId, reason: 'no need' }));
      expect(await harness.ended(waiting)).toMatchObject({ status: 'FAILED', statusReason: 'no need' });
      for (const jobId of blockers) {
        expect((await harness.describeOne(jobId)).status).toBe('RUNNING');
        await service.client.send(new TerminateJobCommand({ jobId, reason: 'enough' }));
        expect(await harness.ended(jobId)).toMatchObject({ status: 'FAILED', statusReason: 'enough' });
      }
    });

    it('lists jobs of a queue by name, whatever has become of them', async () => {
      const id = await harness.submit('succeed', { jobName: 'by-name' });
      await harness.ended(id);
      const { jobSummaryList } = await service.client.send(
        new ListJobsCommand({
          jobQueue: service.queue,
          filters: [{ name: 'JOB_NAME', values: ['by-name'] }],
        }),
      );
      expect(jobSummaryList?.map(({ jobId, status }) => [jobId, status])).toEqual([[id, 'SUCCEEDED']]);
    });

    it('leaves out jobs that are not there', async () => {
      const { jobs } = await service.client.send(new DescribeJobsCommand({ jobs: ['nobody'] }));
      expect(jobs).toEqual([]);
    });

    it.each([
      ['a queue that is not there', { jobQueue: 'none' }],
      ['a definition that is not there', { jobDefinition: 'none' }],
      ['a name that is none', { jobName: 'a b' }],
      ['an array of one', { arrayProperties: { size: 1 } }],
      ['an array of more than 10,000', { arrayProperties: { size: 10_001 } }],
      ['a time limit of less than a minute', { timeout: { attemptDurationSeconds: 59 } }],
      ['eleven attempts', { retryStrategy: { attempts: 11 } }],
    ])('refuses %s', async (_, wrong) => {
      const { queue: jobQueue, definition: jobDefinition } = service;
      const command = new SubmitJobCommand({ jobName: 'refused', jobQueue, jobDefinition, ...wrong });
      await expect(service.client.send(command)).rejects.toMatchObject({ name: 'ClientException' });
    });
  });
};
