import { describe, expect, it } from 'vitest';
import type { TaskStatus } from '../../lib/model/document.ts';
import { deleteTask } from '../../lib/refine/delete-task.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import { stopGenerating, stopGeneratingRun, stopTask } from '../../lib/refine/stop-task.ts';
import { by, openWorld, secondShard, worldWith } from './tasks-world.ts';

const statuses = [
  'not_started',
  'pending',
  'running',
  'generating',
  'generated',
  'failed',
  'stopping',
  'stopped',
] as const satisfies readonly TaskStatus[];

const without = (...some: readonly TaskStatus[]) => statuses.filter((status) => !some.includes(status));

describe('starting a task', () => {
  it('takes it through its statuses, and publishes what it makes', async () => {
    const { world, id } = await worldWith('not_started');
    await world.start(id);
    const seen = [await world.statusOf(id)];
    while (await world.step()) {
      const status = await world.statusOf(id);
      if (seen.at(-1) !== status) seen.push(status);
    }
    expect(seen).toEqual(['pending', 'running', 'generating', 'generated']);
    expect(await world.dataset('clean')).toMatchObject({
      status: 'online',
      version: 1,
      recordCount: 2,
      madeBy: id,
      properties: { language: 'en' },
    });
    expect(world.traces()).toEqual([
      'createRefineJob',
      'startRefineJob',
      'createDataset',
      'publishDatasetVersion',
    ]);
  });

  it.each(['not_started', 'generated', 'stopped'] as const)('that is %s makes a new run', async (status) => {
    const { world, id } = await worldWith(status);
    const { id: runId, user } = await startTask(world.ports, 'default', id, { user: 'ben' });
    expect(user).toBe('ben');
    expect(await world.task(id)).toMatchObject({ status: 'pending', latestRun: runId });
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
    expect(await world.dataset('clean')).toMatchObject({ version: status === 'generated' ? 2 : 1 });
  });

  it.each([
    ...(['pending', 'running', 'generating', 'stopping'] as const).map(
      (status) => [status, 'ModelArts.72020008'] as const,
    ),
    ['failed', 'ModelArts.72020051'] as const,
  ])('that is %s is refused with %s', async (status, code) => {
    const { world, id } = await worldWith(status);
    const before = await world.task(id);
    await expect(world.start(id)).rejects.toMatchObject({ code, details: { status } });
    expect(await world.task(id)).toEqual(before);
    expect(await world.runs()).toHaveLength(1);
  });

  it('that is deleted or not there is refused', async () => {
    const { world, id } = await worldWith('not_started');
    await deleteTask(world.ports, by(id));
    await expect(world.start(id)).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await expect(world.start('none')).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it('twice at once makes one run', async () => {
    const { world, id } = await worldWith('not_started');
    const started = await Promise.allSettled([world.start(id), world.start(id)]);
    const ids = started.flatMap((it) => (it.status === 'fulfilled' ? [it.value.id] : []));
    expect(new Set(ids).size).toBe(1);
    expect(await world.runs()).toHaveLength(1);
    expect(world.traces().filter((name) => name === 'startRefineJob')).toHaveLength(1);
  });

  it('by itself goes on after a failure too, since nobody is there to retry it', async () => {
    const { world, id } = await worldWith('failed');
    await startTask(world.ports, 'default', id, { isUnattended: true });
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
  });

  it('may change the output, which the task keeps', async () => {
    const { world, id } = await worldWith('failed');
    await startTask(world.ports, 'default', id, {
      isUnattended: true,
      output: { dataset: 'cleaner', publish: false, properties: { by: 'us' } },
    });
    await world.settle();
    expect(await world.task(id)).toMatchObject({ output: { dataset: 'cleaner', publish: false } });
    expect(await world.dataset('cleaner')).toMatchObject({ status: 'offline', properties: { by: 'us' } });
    expect(await world.dataset('clean')).toBeUndefined();
  });

  it('may take some records only', async () => {
    const { world, id } = await worldWith('not_started');
    await startTask(world.ports, 'default', id, { sampleCount: 1 });
    await world.settle();
    expect(await world.dataset('clean')).toMatchObject({ recordCount: 1 });
  });

  it('whose output another has taken since is refused', async () => {
    const { world, id } = await worldWith('generated');
    const { id: late } = await world.create({ output: { dataset: 'later' } });
    const start = startTask(world.ports, 'default', late, { output: { dataset: 'clean' } });
    await expect(start).rejects.toMatchObject({ code: 'ModelArts.72010001', details: { dataset: 'clean' } });
    expect(await world.statusOf(id)).toBe('generated');
  });

  it('that lacks a recipe or an output is refused, and says which', async () => {
    const world = await openWorld();
    const { id: bare } = await world.create({ recipe: undefined });
    const { id: aimless } = await world.create({ output: undefined });
    const start = (id: string, publish?: boolean) =>
      startTask(world.ports, 'default', id, { output: { publish } });
    await expect(start(bare)).rejects.toMatchObject({
      code: 'ModelArts.72020050',
      details: { reason: 'it has no recipe yet' },
    });
    await expect(world.start(aimless)).rejects.toMatchObject({
      code: 'ModelArts.72020050',
      details: { reason: expect.stringContaining('data set') },
    });
    await expect(start(aimless, true)).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: 'output.dataset' },
    });
  });
});

describe('stopping a task', () => {
  it('that runs has it stopping, then stopped, and nothing is worked on any more', async () => {
    const { world, id } = await worldWith('running');
    expect((await stopTask(world.ports, by(id, 'ben'))).document.status).toBe('stopping');
    await world.until(id, 'stopped');
    await world.settle();
    expect(await world.runs()).toMatchObject([{ status: 'stopped' }]);
    expect(await world.dataset('clean')).toMatchObject({ status: 'failed', version: 0 });
    expect(world.documents.traces().filter(({ user }) => user === 'ben')).toMatchObject([
      { trace_name: 'stopRefineJob', resource_id: id },
      { trace_name: 'stopRun' },
    ]);
  });

  it('that generates waits for what can not be called back', async () => {
    const { world, id } = await worldWith('generating');
    while (world.work.every(({ shard }) => shard === 'plan')) await world.step();
    await stopTask(world.ports, by(id));
    await world.settle();
    expect(await world.statusOf(id)).toBe('stopped');
    expect(await world.dataset('clean')).toMatchObject({ version: 0 });
  });

  it('again sends it again, without another trace', async () => {
    const { world, id } = await worldWith('running');
    const send = world.ports.events.send;
    world.ports.events.send = async () => Promise.reject(new Error('the machine is gone'));
    await expect(stopTask(world.ports, by(id))).rejects.toThrow('gone');
    world.ports.events.send = send;
    expect(await world.statusOf(id)).toBe('stopping');
    await stopTask(world.ports, by(id));
    await world.settle();
    expect(await world.statusOf(id)).toBe('stopped');
    expect(world.traces().filter((name) => name === 'stopRefineJob')).toHaveLength(1);
  });

  it.each([
    ['pending', 'ModelArts.72020047'],
    ...without('pending', 'running', 'generating', 'stopping').map(
      (status) => [status, 'ModelArts.72020051'] as const,
    ),
  ] as const)('that is %s is refused with %s', async (status, code) => {
    const { world, id } = await worldWith(status);
    const before = world.traces();
    await expect(stopTask(world.ports, by(id))).rejects.toMatchObject({ code });
    expect(await world.statusOf(id)).toBe(status);
    expect(world.traces()).toEqual(before);
  });

  it('that is deleted or not there is refused', async () => {
    const { world, id } = await worldWith('generated');
    await deleteTask(world.ports, by(id));
    await expect(stopTask(world.ports, by(id))).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await expect(stopTask(world.ports, by('none'))).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it('too late lets it end as it did', async () => {
    const { world, id } = await worldWith('generating');
    while (world.events.every(({ type }) => type !== 'shard-succeeded')) await world.step();
    await stopTask(world.ports, by(id));
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
  });

  it('and starting it goes from the start, as often as one likes', async () => {
    const { world, id } = await worldWith('stopped');
    for (const _again of [1, 2]) {
      await world.start(id);
      await world.until(id, 'running');
      await stopTask(world.ports, by(id));
      await world.until(id, 'stopped');
    }
    await world.start(id);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
    expect(await world.runs()).toHaveLength(4);
  });
});

describe('stopping the making of the data set', () => {
  it.each(['task', 'run'] as const)('is asked for by the %s', async (kind) => {
    const { world, id } = await worldWith('generating');
    const [run] = await world.runs();
    if (kind === 'task') await stopGenerating(world.ports, by(id));
    else await stopGeneratingRun(world.ports, by(String(run?.id)));
    expect(await world.statusOf(id)).toBe('stopping');
    await world.settle();
    expect(await world.statusOf(id)).toBe('stopped');
    expect(world.traces()).toContain('stopGenerateDataset');
  });

  it.each(without('generating'))('of a task that is %s is refused', async (status) => {
    const { world, id } = await worldWith(status);
    const refusal = { code: 'ModelArts.72020041', details: { status } };
    await expect(stopGenerating(world.ports, by(id))).rejects.toMatchObject(refusal);
    for (const run of await world.runs()) {
      await expect(stopGeneratingRun(world.ports, by(run.id))).rejects.toMatchObject(refusal);
    }
    expect(world.traces()).not.toContain('stopGenerateDataset');
  });

  it('of an earlier run, or one that is not there, is refused', async () => {
    const { world, id } = await worldWith('generated');
    const [earlier] = await world.runs();
    world.time.now += 1;
    await world.start(id);
    await world.until(id, 'generating');
    const stop = (run: string) => stopGeneratingRun(world.ports, by(run));
    await expect(stop(String(earlier?.id))).rejects.toMatchObject({ code: 'ModelArts.72020041' });
    await expect(stop('none')).rejects.toMatchObject({ code: 'ModelArts.72020020' });
    expect(await world.statusOf(id)).toBe('generating');
  });
});

describe('a task that fails', () => {
  it('has its run say why, and claims its name until it is to make another data set', async () => {
    const { world, id } = await worldWith('not_started');
    world.broken.is = secondShard;
    await world.start(id);
    await world.settle();
    expect(await world.runs()).toMatchObject([{ status: 'failed', error: { code: 'ModelArts.72020067' } }]);
    expect(await world.statusOf(id)).toBe('failed');
    expect(world.documents.traces().at(-1)).toMatchObject({
      trace_name: 'failRefineJob',
      resource_id: id,
      response: { error_code: 'ModelArts.72020067' },
    });
  });
});
