import { describe, expect, it } from 'vitest';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { deleteTask, purgeTask, restoreTask } from '../../lib/refine/delete-task.ts';
import { listTaskOperations } from '../../lib/refine/list-task-operations.ts';
import { by, worldWith } from './tasks-world.ts';

describe('deleting a task', () => {
  it.each(['not_started', 'generated', 'failed', 'stopped'] as const)(
    'that is %s leaves it restorable, as it was',
    async (status) => {
      const { world, id } = await worldWith(status);
      const before = await world.task(id);
      await deleteTask(world.ports, by(id, 'ben'));
      expect(await world.task(id)).toEqual({
        ...before,
        deletedAt: world.time.now,
        updatedAt: world.time.now,
      });
      await restoreTask(world.ports, by(id, 'ben'));
      expect(await world.task(id)).toEqual({ ...before, updatedAt: world.time.now });
      expect(world.documents.traces().filter(({ user }) => user === 'ben')).toMatchObject([
        { trace_name: 'deleteRefineJob', resource_id: id },
        { trace_name: 'restoreRefineJob', resource_id: id },
      ]);
    },
  );

  it.each([
    ['pending', 'ModelArts.72020047'],
    ['running', 'ModelArts.72020008'],
    ['generating', 'ModelArts.72020008'],
    ['stopping', 'ModelArts.72020008'],
  ] as const)('that is %s is refused with %s', async (status, code) => {
    const { world, id } = await worldWith(status);
    await expect(deleteTask(world.ports, by(id))).rejects.toMatchObject({ code });
    expect(world.traces()).not.toContain('deleteRefineJob');
    await world.settle();
    expect((await world.task(id))?.deletedAt).toBeUndefined();
  });

  it('that is deleted or not there is refused', async () => {
    const { world, id } = await worldWith('not_started');
    await deleteTask(world.ports, by(id));
    await expect(deleteTask(world.ports, by(id))).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await expect(deleteTask(world.ports, by('none'))).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it('takes it from the list to the list of deleted ones', async () => {
    const { world, id } = await worldWith('not_started');
    const idsOf = async (isDeleted: boolean) => {
      const page = { limit: 10, offset: 0 };
      return (await world.documents.list('task', 'default', page, { isDeleted })).items.map(
        (task) => task.id,
      );
    };
    await deleteTask(world.ports, by(id));
    expect([await idsOf(false), await idsOf(true)]).toEqual([[], [id]]);
    await restoreTask(world.ports, by(id));
    expect([await idsOf(false), await idsOf(true)]).toEqual([[id], []]);
  });
});

describe('deleting a task for good', () => {
  it('takes it away; its traces, its runs and what it has made stay', async () => {
    const { world, id } = await worldWith('generated');
    await deleteTask(world.ports, by(id));
    await purgeTask(world.ports, by(id, 'ben'));
    expect(await world.task(id)).toBeUndefined();
    expect(await world.dataset('clean')).toMatchObject({ version: 1, status: 'online' });
    expect(await world.runs()).toHaveLength(1);
    expect(world.documents.traces().at(-1)).toMatchObject({
      trace_name: 'deleteRefineJob',
      user: 'ben',
      request: { permanent: true },
    });
    await expect(restoreTask(world.ports, by(id))).rejects.toMatchObject({ code: 'ModelArts.72020048' });
  });

  it('is refused, as restoring is, unless it is deleted', async () => {
    const { world, id } = await worldWith('not_started');
    for (const act of [purgeTask, restoreTask]) {
      await expect(act(world.ports, by(id))).rejects.toMatchObject({ code: 'ModelArts.72020045' });
      await expect(act(world.ports, by('none'))).rejects.toMatchObject({ code: 'ModelArts.72020048' });
    }
    expect(await world.task(id)).toBeDefined();
    expect(world.traces()).toEqual(['createRefineJob']);
  });
});

describe('the operations of a task', () => {
  it('are what was done with it and what its runs did, and nothing of others, newest first', async () => {
    const { world, id } = await worldWith('generated');
    await world.create({ output: { dataset: 'other' } });
    const ports = { documents: world.documents, traces: new MemoryTraceStore(world.documents) };
    const list = (limit: number, offset = 0) => listTaskOperations(ports, by(id), { limit, offset });
    const { items, total } = await list(100);
    const names = items.map(({ trace_name }) => trace_name).toReversed();
    expect(names).toEqual(
      expect.arrayContaining(['createRefineJob', 'startRefineJob', 'finishRunStage', 'finishRefineJob']),
    );
    expect(names.filter((name) => name === 'createRefineJob')).toHaveLength(1);
    expect(total).toBe(items.length);
    expect((await list(2, 1)).items).toEqual(items.slice(1, 3));
    await expect(listTaskOperations(ports, by('none'), { limit: 1, offset: 0 })).rejects.toMatchObject({
      code: 'ModelArts.72020048',
    });
  });
});
