import { beforeEach, describe, expect, it } from 'vitest';
import { createWorker, type StagePlan } from '../../lib/engine/create-worker.ts';
import { readSealed, writeSealed } from '../../lib/engine/sealed-json.ts';
import type { StageWork } from '../../lib/engine/stage-work.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

const planKey = objectKeys.stagePlan('run-1', 0);
let objects: MemoryObjectStore;

beforeEach(async () => {
  objects = new MemoryObjectStore();
  await writeSealed(objects, objectKeys.runSpec('run-1'), { kind: 'refine', run: 'run-1' });
});

const work: StageWork = {
  plan: async () => ['first', 'second'],
  doShard: async (_ports, _context, { shard, attempt }) => ({
    shard,
    attempt,
    result: { recordCount: 1, rejectedCount: 0, sizeBytes: 1, operators: [] },
  }),
};
const startWorker = () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  return createWorker({ objects, log, loadResource: async () => '' }, { refine: work });
};
const message = (shard: WorkMessage['shard'], extra: Partial<WorkMessage> = {}): WorkMessage => ({
  runId: 'run-1',
  stage: 0,
  kind: 'refine',
  shard,
  attempt: 1,
  ...extra,
});
const storedTasks = async () => (await readSealed<StagePlan>(objects, planKey))?.tasks;

describe('a plan that is lost', () => {
  it('is made again by a worker that needs it', async () => {
    const doWork = startWorker();
    expect(await doWork(message('plan'))).toMatchObject({ type: 'stage-planned', shardCount: 2 });
    await objects.delete([planKey]);
    expect(await startWorker()(message(1))).toMatchObject({ type: 'shard-succeeded', shard: 1 });
    expect(await storedTasks()).toEqual(['first', 'second']);
  });

  it('is made again by a worker that remembers it, when a shard is to be done again', async () => {
    const doWork = startWorker();
    await doWork(message('plan'));
    await doWork(message(0));
    await objects.delete([planKey]);
    await doWork(message(0, { isRedo: true }));
    expect(await storedTasks()).toEqual(['first', 'second']);
  });

  it('is made again when it was altered', async () => {
    await startWorker()(message('plan'));
    await objects.write(planKey, Buffer.from('{"tasks":["first"]}'));
    await startWorker()(message(0));
    expect(await storedTasks()).toEqual(['first', 'second']);
  });
});
