import { describe, expect, it } from 'vitest';
import type { TaskStatus } from '../../lib/model/document.ts';
import { deleteTask, purgeTask } from '../../lib/refine/delete-task.ts';
import { saveOutput, saveRecipe } from '../../lib/refine/edit-task.ts';
import { generateTaskDataset } from '../../lib/refine/generate-task-dataset.ts';
import { findFailure } from '../../lib/refine/latest-run.ts';
import { retryRequest, retryTask } from '../../lib/refine/retry-task.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import { stopTask } from '../../lib/refine/stop-task.ts';
import { by, openWorld, publishing, secondShard, type World, worldWith } from './tasks-world.ts';

const retry = (world: World, id: string, request: object = {}) =>
  retryTask(world.ports, by(id), retryRequest.parse(request));

/** Work that was done after `from` pieces of it, as `refine 1`. */
const workedSince = ({ worked }: World, from: number) =>
  worked.slice(from).map(({ kind, shard }) => `${kind} ${shard}`);

/** A task whose data set could not be made. */
const failedToPublish = async () => {
  const world = await openWorld();
  const { id } = await world.create();
  world.broken.is = publishing;
  await world.start(id);
  await world.settle();
  world.broken.is = () => false;
  return { world, id, run: String((await world.task(id))?.latestRun) };
};

const lostBefore = async (world: World, ask: () => Promise<unknown>): Promise<void> => {
  const { send } = world.ports.events;
  world.ports.events.send = async () => Promise.reject(new Error('the machine is gone'));
  await expect(ask()).rejects.toThrow('gone');
  world.ports.events.send = send;
};

describe('retrying a task', () => {
  it('has the same run go on with what it has not done, and nothing else', async () => {
    const { world, id } = await worldWith('failed');
    const { latestRun } = (await world.task(id)) ?? {};
    const done = world.worked.length;
    const run = await retry(world, id);
    expect(run).toMatchObject({ id: latestRun, status: 'running' });
    expect(run).not.toHaveProperty('error');
    expect(await world.statusOf(id)).toBe('pending');
    await world.settle();
    expect(workedSince(world, done)).toEqual(['refine 1', 'publish plan', 'publish 0']);
    expect(await world.task(id)).toMatchObject({ status: 'generated', latestRun });
    expect(await world.dataset('clean')).toMatchObject({ version: 1, recordCount: 2, status: 'online' });
    expect(world.traces()).toContain('retryRefineJob');
  });

  it('goes on at once when it fails again and again', async () => {
    const { world, id } = await worldWith('failed');
    world.broken.is = secondShard;
    for (const _again of [1, 2]) {
      await retry(world, id);
      await world.settle();
      expect(await world.statusOf(id)).toBe('failed');
    }
    world.broken.is = () => false;
    await retry(world, id);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
    expect(await world.runs()).toHaveLength(1);
  });

  it('whose data set could not be made makes it, and refines nothing again', async () => {
    const { world, id } = await failedToPublish();
    const done = world.worked.length;
    await retry(world, id);
    await world.settle();
    expect(workedSince(world, done)).toEqual(['publish 0']);
    expect(await world.statusOf(id)).toBe('generated');
  });

  it.each([
    ['it is asked to', { from: 'start' }, async () => {}],
    ['another data set is to be made', { output: { dataset: 'cleaner' } }, async () => {}],
    ['it is to be published otherwise', { output: { publish: false } }, async () => {}],
    [
      'its recipe was changed',
      {},
      async (world: World, id: string) => {
        const recipe = { operators: [{ id: 'text-length-filtering', params: { min: 4 } }] };
        await saveRecipe(world.ports, by(id), { recipe });
      },
    ],
    [
      'what its run was told has expired',
      {},
      async (world: World, id: string) => {
        const { latestRun } = (await world.task(id)) ?? {};
        await world.objects.delete([`runs/${latestRun}/spec.json`]);
      },
    ],
  ])('makes a new run from the start when %s', async (_title, request, prepare) => {
    const { world, id } = await worldWith('failed');
    await prepare(world, id);
    const done = world.worked.length;
    await retry(world, id, request);
    await world.settle();
    expect(workedSince(world, done).slice(0, 3)).toEqual(['refine plan', 'refine 0', 'refine 1']);
    expect(await world.statusOf(id)).toBe('generated');
    expect(await world.runs()).toHaveLength(2);
    expect(world.traces()).toContain('retryRefineJob');
  });

  it('from the start takes as many records as the failed run was to', async () => {
    const { world, id } = await worldWith('not_started');
    world.broken.is = ({ kind, shard }) => kind === 'refine' && shard === 0;
    await startTask(world.ports, 'default', id, { sampleCount: 1 });
    await world.settle();
    world.broken.is = () => false;
    await retry(world, id, { from: 'start' });
    await world.settle();
    expect(await world.dataset('clean')).toMatchObject({ recordCount: 1 });
  });

  it.each(
    (
      [
        'not_started',
        'running',
        'generating',
        'generated',
        'stopping',
        'stopped',
        'pending',
      ] as const satisfies readonly TaskStatus[]
    ).map((status) => [status]),
  )('that is %s is refused', async (status) => {
    const { world, id } = await worldWith(status);
    await expect(retry(world, id)).rejects.toMatchObject({ code: 'ModelArts.72020051', details: { status } });
    expect(world.traces()).not.toContain('retryRefineJob');
  });

  it('that is deleted or not there is refused', async () => {
    const { world, id } = await worldWith('failed');
    await deleteTask(world.ports, by(id));
    await expect(retry(world, id)).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await expect(retry(world, 'none')).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it.each([
    ['ModelArts.72020022', 'offline', {}],
    ['ModelArts.72010001', 'online', { output: { dataset: 'questions' } }],
  ] as const)('is refused with %s as a start would be', async (code, status, request) => {
    const { world, id } = await worldWith('failed');
    await world.putDataset({ status });
    await expect(retry(world, id, request)).rejects.toMatchObject({ code });
    expect(await world.statusOf(id)).toBe('failed');
  });

  it('that was lost on its way is sent again, but not mixed with another', async () => {
    const { world, id } = await worldWith('failed');
    await lostBefore(world, () => retry(world, id));
    expect(await world.statusOf(id)).toBe('pending');
    await expect(retry(world, id, { from: 'start' })).rejects.toMatchObject({ code: 'ModelArts.72020047' });
    await retry(world, id);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
    expect(world.traces().filter((name) => name === 'retryRefineJob')).toHaveLength(1);
  });

  it('twice at once is one retry', async () => {
    const { world, id } = await worldWith('failed');
    await Promise.all([retry(world, id), retry(world, id)]);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
    expect(world.traces().filter((name) => name === 'retryRefineJob')).toHaveLength(1);
  });

  it('keeps what it says of its data set', async () => {
    const { world, id } = await worldWith('failed');
    await retry(world, id, { output: { description: 'made', properties: { by: 'us' } } });
    await world.settle();
    expect(await world.task(id)).toMatchObject({ output: { description: 'made' } });
    expect(await world.dataset('clean')).toMatchObject({ description: 'made', properties: { by: 'us' } });
    expect(await world.runs()).toHaveLength(1);
  });
});

describe('why a task has failed', () => {
  it('is told while it has', async () => {
    const { world, id } = await worldWith('failed');
    const reason = async () => {
      const task = await world.task(id);
      return task && findFailure(world.documents, task);
    };
    expect(await reason()).toMatchObject({ code: 'ModelArts.72020067' });
    await retry(world, id);
    expect(await reason()).toBeUndefined();
  });
});

describe('generating the data set of a run', () => {
  const generate = (world: World, run: string) => generateTaskDataset(world.ports, by(run));

  it('that could not makes it, without refining again', async () => {
    const { world, id, run } = await failedToPublish();
    const done = world.worked.length;
    expect(await generate(world, run)).toMatchObject({ id: run, status: 'running' });
    await world.settle();
    expect(workedSince(world, done)).toEqual(['publish 0']);
    expect(await world.task(id)).toMatchObject({ status: 'generated', latestRun: run });
  });

  it('that was stopped makes it, and may be stopped again', async () => {
    const { world, id } = await worldWith('generating');
    const { latestRun: run = '' } = (await world.task(id)) ?? {};
    for (const _again of [1, 2]) {
      await stopTask(world.ports, by(id));
      await world.until(id, 'stopped');
      await generate(world, run);
      await world.until(id, 'generating');
    }
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
  });

  it('that was lost on its way is sent again', async () => {
    const { world, id, run } = await failedToPublish();
    await lostBefore(world, () => generate(world, run));
    await generate(world, run);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
  });

  it.each(['running', 'generating', 'generated', 'failed', 'stopped'] as const)(
    'of a task that is %s, its operators not done or its data set there, is refused',
    async (status) => {
      const { world, id } = await worldWith(status);
      const { latestRun = '' } = (await world.task(id)) ?? {};
      await expect(generate(world, latestRun)).rejects.toMatchObject({ code: 'ModelArts.72020052' });
      expect(await world.statusOf(id)).toBe(status);
    },
  );

  it('that is not there, or of a task that is deleted or gone, is refused', async () => {
    const { world, id, run } = await failedToPublish();
    await expect(generate(world, 'none')).rejects.toMatchObject({ code: 'ModelArts.72020020' });
    await deleteTask(world.ports, by(id));
    await expect(generate(world, run)).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await purgeTask(world.ports, by(id));
    await expect(generate(world, run)).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it('that another has followed, or whose name was given up, is refused', async () => {
    const { world, id, run } = await failedToPublish();
    await saveOutput(world.ports, by(id), { dataset: 'cleaner', publish: true });
    await expect(generate(world, run)).rejects.toMatchObject({
      code: 'ModelArts.72020052',
      details: { reason: 'its data set is gone' },
    });
    await retry(world, id);
    await expect(generate(world, run)).rejects.toMatchObject({
      code: 'ModelArts.72020052',
      details: { reason: expect.stringContaining('later run') },
    });
  });
});
