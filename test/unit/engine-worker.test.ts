import { beforeEach, describe, expect, it } from 'vitest';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { readText } from '../../lib/engine/json-object.ts';
import { readSealed, writeSealed } from '../../lib/engine/sealed-json.ts';
import { readShardOutcomes } from '../../lib/engine/shard-outcomes.ts';
import type { StageWork } from '../../lib/engine/stage-work.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

const planKey = objectKeys.stagePlan('run-1', 0);
let objects: MemoryObjectStore;

beforeEach(async () => {
  objects = new MemoryObjectStore();
  tasksDone.length = 0;
  await writeSealed(objects, objectKeys.runSpec('run-1'), { kind: 'refine', run: 'run-1' });
});

const tasksDone: unknown[] = [];
const work: StageWork = {
  plan: async () => ['first', 'second'],
  doShard: async (_ports, _context, { shard, attempt, task }) => {
    tasksDone.push(task);
    return {
      shard,
      attempt,
      result: { recordCount: 1, rejectedCount: 0, sizeBytes: 1, operators: [] },
    };
  },
};
const startWorker = (stageWork = work, pageTasks?: number) => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  return createWorker(
    { objects, log, loadResource: async () => '' },
    { refine: stageWork },
    pageTasks === undefined ? {} : { pageTasks },
  );
};
const message = (shard: WorkMessage['shard'], extra: Partial<WorkMessage> = {}): WorkMessage => ({
  runId: 'run-1',
  stage: 0,
  kind: 'refine',
  shard,
  attempt: 1,
  ...extra,
});
const storedTasks = async () =>
  (await readSealed<{ readonly tasks: readonly unknown[] }>(objects, planKey))?.tasks;

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

describe('a plan of more tasks than one page holds', () => {
  const five: StageWork = { ...work, plan: async () => ['a', 'b', 'c', 'd', 'e'] };
  const pageKey = (page: number): string => objectKeys.planPage('run-1', 0, page);
  const doAll = async (): Promise<void> => {
    for (const shard of [4, 0, 3, 1, 2]) await startWorker(five, 2)(message(shard));
  };
  beforeEach(async () => {
    const planned = await startWorker(five, 2)(message('plan'));
    expect(planned).toMatchObject({ type: 'stage-planned', shardCount: 5 });
  });

  it('gives each shard its task, of which a worker reads one page', async () => {
    await objects.delete([pageKey(0), pageKey(1)]);
    await startWorker(
      { ...five, plan: async () => Promise.reject(new Error('planned again')) },
      2,
    )(message(4));
    expect(tasksDone).toEqual(['e']);
  });

  it('is as good as one page', async () => {
    await doAll();
    expect(tasksDone).toEqual(['e', 'a', 'd', 'b', 'c']);
    expect(await readShardOutcomes(objects, 'run-1', 0)).toHaveLength(5);
  });

  it.each([
    ['a page that is lost', () => objects.delete([pageKey(1)])],
    ['a page that was altered', () => objects.write(pageKey(1), Buffer.from('{"tasks":["x","y"]}'))],
    ['a page of another plan', () => writeSealed(objects, pageKey(1), { tasks: ['x', 'y'] })],
    ['an index that was altered', () => objects.write(planKey, Buffer.from('{"shardCount":5}'))],
  ])('is made again over %s', async (_what, damage) => {
    const before = await pagesOf();
    await damage();
    await startWorker(five, 2)(message(3));
    expect(tasksDone).toEqual(['d']);
    expect(await pagesOf()).toEqual(before);
  });

  const pagesOf = async () => {
    const read = [planKey, pageKey(0), pageKey(1), pageKey(2)].map((key) => readText(objects, key));
    return Promise.all(read);
  };
});
