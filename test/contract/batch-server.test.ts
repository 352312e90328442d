import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BatchClient, SubmitJobCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchServer } from '../../lib/local/batch/start-batch-server.ts';
import type { ServiceEvent } from '../../lib/local/events/start-event-server.ts';
import { batchHarness } from './batch-harness.ts';
import { clientOf, startBehaving } from './batch-server.ts';

interface Detail {
  readonly jobId: string;
  readonly status: string;
}

describe('the embedded job server', () => {
  let directory: string;
  let server: BatchServer;
  let client: BatchClient;
  let harness: ReturnType<typeof batchHarness>;
  const events: ServiceEvent[] = [];
  /** Refuses that many batches of events first. */
  let refusals = 0;
  const put = async (batch: readonly ServiceEvent[]): Promise<void> => {
    if (refusals-- > 0) throw new Error('the bus is down');
    events.push(...batch);
  };
  const detailOf = ({ detail }: ServiceEvent) => detail as Detail; // as the server puts them
  const statusesOf = (id: string): readonly string[] =>
    events
      .map(detailOf)
      .filter(({ jobId }) => jobId === id)
      .map(({ status }) => status);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-batch-'));
    events.length = 0;
    refusals = 0;
    server = await startBehaving(directory, put);
    client = clientOf(server.url);
    harness = batchHarness({ client, queue: 'jobs', definition: 'behave' });
  });
  afterEach(async () => {
    client.destroy();
    await server.stop();
    rmSync(directory, { recursive: true });
  });
  const quiet = async (): Promise<void> => {
    while (server.isBusy()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('tells the event bus of each state of a job, in order and in the documented form', async () => {
    const id = await harness.submit('exit:4');
    await quiet();
    expect(statusesOf(id)).toEqual(['RUNNABLE', 'STARTING', 'RUNNING', 'FAILED']);
    expect(events.at(-1)).toMatchObject({
      source: 'aws.batch',
      type: 'Batch Job State Change',
      resources: [`arn:aws:batch:us-east-1:000000000000:job/${id}`],
      detail: {
        jobId: id,
        jobQueue: 'arn:aws:batch:us-east-1:000000000000:job-queue/jobs',
        jobDefinition: 'arn:aws:batch:us-east-1:000000000000:job-definition/behave:1',
        attempts: [{ container: { exitCode: 4 }, statusReason: 'Essential container in task exited' }],
        container: { exitCode: 4, environment: [{ name: 'DO', value: 'exit:4' }] },
      },
    });
  });

  it('tells of a retry, of the children of an array, and of the array', async () => {
    const retried = await harness.submit('failUntil:2', { retryStrategy: { attempts: 2 } });
    const array = await harness.submit(['succeed', 'exit:1']);
    await quiet();
    const round = ['RUNNABLE', 'STARTING', 'RUNNING'];
    expect(statusesOf(retried)).toEqual([...round, ...round, 'SUCCEEDED']);
    expect(statusesOf(`${array}:1`)).toEqual([...round, 'FAILED']);
    expect(statusesOf(array)).toEqual(['PENDING', 'FAILED']);
  });

  it('tells a bus that was down when it is up again', async () => {
    refusals = 2;
    const id = await harness.submit('succeed');
    await quiet();
    expect(statusesOf(id)).toEqual(['RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED']);
  });

  it('gives a container what AWS Batch gives it, a folder of its own, and nothing of this process', async () => {
    process.env['SECRET_OF_THIS_PROCESS'] = 'x';
    const notes = join(directory, 'notes');
    const id = await harness.submit(['succeed', 'succeed'], {}, { NOTES: notes });
    await quiet();
    delete process.env['SECRET_OF_THIS_PROCESS'];
    const noted = readFileSync(notes, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(0, 2));
    expect(noted.toSorted()).toEqual([
      [`${id}:0`, '1'],
      [`${id}:1`, '1'],
    ]);
  });

  it('refuses what it does not do, by its name', async () => {
    const submit = (more: object) =>
      client.send(new SubmitJobCommand({ jobName: 'x', jobQueue: 'jobs', jobDefinition: 'behave', ...more }));
    await expect(submit({ dependsOn: [{ jobId: 'other' }] })).rejects.toThrow(
      'The local cloud does not support dependsOn.',
    );
    await expect(submit({ nodeOverrides: {} })).rejects.toThrow('does not support nodeOverrides');
    await expect(
      submit({ containerOverrides: { resourceRequirements: [{ type: 'GPU', value: '1' }] } }),
    ).rejects.toThrow('only VCPU and MEMORY');
    await expect(submit({ containerOverrides: { command: ['../../etc/x'] } })).rejects.toThrow(
      'no entry point',
    );
    await expect(client.send(new TerminateJobCommand({ jobId: 'nobody', reason: 'x' }))).rejects.toThrow(
      'not found',
    );
  });

  it('keeps jobs over a stop: what waited runs, and what ran has lost its host', async () => {
    const notes = join(directory, 'notes');
    const [retried, failed] = [
      await harness.submit('hang', { retryStrategy: { attempts: 2 } }, { NOTES: notes }),
      await harness.submit('hang'),
    ];
    for (const id of [retried, failed]) await harness.until(id, ({ status }) => status === 'RUNNING');
    const waiting = await harness.submit('succeed');
    await server.stop();
    client.destroy();

    server = await startBehaving(directory, put);
    client = clientOf(server.url);
    harness = batchHarness({ client, queue: 'jobs', definition: 'behave' });
    const lost = 'Host EC2 (instance i-local) terminated.';
    expect(await harness.ended(failed)).toMatchObject({ status: 'FAILED', statusReason: lost });
    expect((await harness.ended(waiting)).status).toBe('SUCCEEDED');
    const again = await harness.until(retried, ({ status }) => status === 'RUNNING');
    expect(again.attempts).toMatchObject([{ statusReason: lost }]);
    while (!readFileSync(notes, 'utf8').includes(`${retried} 2`))
      await new Promise((resolve) => setImmediate(resolve));
    await client.send(new TerminateJobCommand({ jobId: retried, reason: 'enough' }));
    await harness.ended(retried);
  });
});
