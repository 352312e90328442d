import { BatchClient, SubmitJobCommand } from '@aws-sdk/client-batch';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { BatchWorkQueue } from '../../lib/adapters/batch-work-queue.ts';
import { routedWorkQueue } from '../../lib/adapters/routed-work-queue.ts';
import { findMessage } from '../../lib/container-jobs/work-list.ts';
import type { StageKind, WorkMessage } from '../../lib/model/run.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

const batch = mockClient(BatchClient);
let objects: MemoryObjectStore;
let queue: BatchWorkQueue;
beforeEach(() => {
  batch.reset();
  batch.on(SubmitJobCommand).resolves({ jobId: 'job-1' });
  objects = new MemoryObjectStore();
  queue = new BatchWorkQueue({
    client: new BatchClient({}),
    objects,
    clock: { now: () => Date.parse('2026-01-01T00:00:00Z') },
    targetOf: (kind) => ({ jobQueue: `${kind}-queue`, jobDefinition: `${kind}-job` }),
  });
});

const shards = (count: number, stage = 1): readonly WorkMessage[] =>
  Array.from({ length: count }, (_, shard) => ({ runId: 'run-1', stage, kind: 'media', shard, attempt: 1 }));
const submitted = () => batch.commandCalls(SubmitJobCommand).map(({ args }) => args[0].input);
const settingOf = (input: SubmitJobCommand['input'] | undefined, name: string): string | undefined =>
  input?.containerOverrides?.environment?.find((each) => each.name === name)?.value;

describe('a queue of work for containers', () => {
  it('makes one array job of what is sent together, whose child i finds message i', async () => {
    const messages = shards(3);
    await queue.send(messages);
    const [job, ...others] = submitted();
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      jobQueue: 'media-queue',
      jobDefinition: 'media-job',
      jobName: expect.stringMatching(/^run-1-1-[0-9a-f]{16}$/),
      arrayProperties: { size: 3 },
    });
    const list = settingOf(job, 'WORK_LIST') ?? '';
    expect(await Promise.all([0, 1, 2].map((index) => findMessage(objects, list, index)))).toEqual(messages);
  });

  it('makes a single job of a single message', async () => {
    await queue.send(shards(1));
    expect(submitted()[0]).not.toHaveProperty('arrayProperties');
  });

  it('gives the same messages the same name and list', async () => {
    await queue.send(shards(3));
    await queue.send(shards(3));
    const [one, other] = submitted();
    expect(other).toEqual(one);
  });

  it('splits what an array cannot hold, and stages from each other', async () => {
    await queue.send([...shards(10_001), ...shards(2, 4)]);
    expect(submitted().map(({ arrayProperties }) => arrayProperties?.size)).toEqual([10_000, undefined, 2]);
  });

  it('has a job that is to begin later wait until then', async () => {
    await queue.send(shards(1), 8);
    expect(settingOf(submitted()[0], 'WORK_NOT_BEFORE')).toBe('2026-01-01T00:00:08.000Z');
  });

  it('names the service that refuses', async () => {
    batch.on(SubmitJobCommand).rejects(Object.assign(new Error('no'), { name: 'ClientException' }));
    await expect(queue.send(shards(1))).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      details: { service: 'job queue', reason: 'ClientException' },
    });
  });

  it('has functions and containers each get theirs', async () => {
    const kindsOf: Record<'functions' | 'containers', StageKind[]> = { functions: [], containers: [] };
    const to = (where: 'functions' | 'containers') => ({
      send: async (messages: readonly WorkMessage[]) =>
        void kindsOf[where].push(...messages.map(({ kind }) => kind)),
    });
    const kinds: readonly StageKind[] = ['refine', 'media', 'publish', 'media'];
    await routedWorkQueue({ functions: to('functions'), containers: to('containers') }).send(
      kinds.map((kind, shard) => ({ runId: 'run-1', stage: 0, kind, shard, attempt: 1 })),
    );
    expect(kindsOf).toEqual({ functions: ['refine', 'publish'], containers: ['media', 'media'] });
  });
});
