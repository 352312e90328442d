import { beforeEach, describe, expect, it } from 'vitest';
import { createSchedule } from '../../lib/schedules/create-schedule.ts';
import { deleteSchedule } from '../../lib/schedules/delete-schedule.ts';
import { editSchedule } from '../../lib/schedules/edit-schedule.ts';
import { fireSchedules } from '../../lib/schedules/fire-schedules.ts';
import { openWorld, type World } from './schedules-world.ts';

const minuteMs = 60_000;
const caller = { workspace: 'default', user: 'ben' };
let world: World;
beforeEach(async () => {
  world = await openWorld(['task-1', 'task-2']);
});

const schedule = (more: { readonly expression?: string; readonly task?: string } = {}) =>
  createSchedule(world.ports, caller, {
    name: 'nightly',
    expression: more.expression ?? 'rate(10 minutes)',
    target: { kind: 'task', id: more.task ?? 'task-1' },
    enabled: true,
  });
const fireAfter = async (minutes: number): Promise<void> => {
  world.time.now += minutes * minuteMs;
  await fireSchedules(world.ports);
};
const load = async (id: string) => (await world.documents.find('schedule', 'default', id))?.document;

describe('a schedule', () => {
  it('starts its task when its slot comes, not before, and notes run, next slot and trace', async () => {
    const { id, nextAt: slot = 0 } = await schedule();
    await fireAfter(9);
    expect(await world.runs()).toEqual([]);
    await fireAfter(1);
    const [run] = await world.runs();
    expect(run).toMatchObject({ parent: { id: 'task-1' }, status: 'running' });
    expect(await load(id)).toMatchObject({ nextAt: slot + 10 * minuteMs, last: { slot, run: run?.id } });
    expect(world.traces('fireSchedule')).toMatchObject([
      {
        trace_rating: 'normal',
        resource_id: id,
        user: 'sluice',
        request: { slot },
        response: { run: run?.id },
      },
    ]);
  });

  it('fires a slot once, however often the function runs', async () => {
    await schedule();
    await fireAfter(10);
    await Promise.all([fireAfter(0), fireAfter(0), fireAfter(0)]);
    expect(await world.runs()).toHaveLength(1);
  });

  it('skips a slot while the task runs, and says so', async () => {
    const { id } = await schedule();
    await fireAfter(10);
    await fireAfter(10);
    expect(await world.runs()).toHaveLength(1);
    const { last } = (await load(id)) ?? {};
    expect(last).toMatchObject({ error: { code: expect.stringMatching(/^ModelArts\./) } });
    expect(last?.run).toBeUndefined();
    expect(world.traces('fireSchedule').at(-1)).toMatchObject({
      trace_rating: 'warning',
      response: { error_code: last?.error?.code },
    });
  });

  it('fires the latest of the slots that went by while nothing ran, and counts the others', async () => {
    const { id, nextAt: first = 0 } = await schedule();
    await fireAfter(35);
    expect(await world.runs()).toHaveLength(1);
    expect(await load(id)).toMatchObject({
      nextAt: first + 30 * minuteMs,
      last: { slot: first + 20 * minuteMs, run: expect.any(String) },
    });
    expect(world.traces('fireSchedule')).toMatchObject([
      { trace_rating: 'warning', request: { missed_from: first }, response: { missed_count: 2 } },
      { trace_rating: 'normal' },
    ]);
  });

  it('whose task is gone keeps the error and leaves the others alone', async () => {
    const lost = await schedule({ task: 'task-1' });
    const kept = await schedule({ task: 'task-2' });
    const found = await world.documents.find('task', 'default', 'task-1');
    if (found === undefined) throw new Error('no task');
    await world.documents.commit(
      [{ kind: 'task', document: found.document, expectedRevision: found.revision, isRemoval: true }],
      [],
    );
    await fireAfter(10);
    expect(await load(lost.id)).toMatchObject({ last: { error: { code: 'ModelArts.72020048' } } });
    expect(await load(kept.id)).toMatchObject({ last: { run: expect.any(String) } });
  });

  it('tries a slot again while storage fails, and starts it once when it is back', async () => {
    const { id, nextAt: slot } = await schedule();
    const { writeNew } = world.objects;
    world.objects.writeNew = async () => Promise.reject(new Error('storage is away'));
    await fireAfter(10);
    await fireAfter(5);
    expect(world.logged).toHaveLength(2);
    expect(world.traces('fireSchedule')).toEqual([]);
    world.objects.writeNew = writeNew;
    await fireAfter(1);
    expect(await world.runs()).toHaveLength(1);
    expect((await load(id))?.last).toEqual({ slot, run: expect.any(String) });
  });

  it('gives a slot up that could not be started for a quarter of an hour', async () => {
    const { id } = await schedule({ expression: 'rate(1 hour)' });
    const { writeNew } = world.objects;
    world.objects.writeNew = async () => Promise.reject(new Error('storage is away'));
    await fireAfter(60);
    world.objects.writeNew = writeNew;
    await fireAfter(16);
    expect(await world.runs()).toEqual([]);
    expect((await load(id))?.last).toMatchObject({ error: { code: 'ModelArts.72020050' } });
    expect(world.traces('fireSchedule')).toMatchObject([{ trace_rating: 'warning' }]);
  });

  it('does not fire while it is disabled, nor what it missed when it is enabled again', async () => {
    const { id } = await schedule();
    await editSchedule(world.ports, { ...caller, id }, { enabled: false });
    await fireAfter(25);
    expect(await load(id)).not.toHaveProperty('nextAt');
    await editSchedule(world.ports, { ...caller, id }, { enabled: true });
    await fireAfter(9);
    expect(await world.runs()).toEqual([]);
    await fireAfter(1);
    expect(await world.runs()).toHaveLength(1);
  });

  it('does not fire when it is deleted', async () => {
    const { id } = await schedule();
    await deleteSchedule(world.ports, { ...caller, id });
    await fireAfter(10);
    expect([await world.runs(), await load(id)]).toEqual([[], undefined]);
    expect(world.traces('deleteSchedule')).toMatchObject([{ user: 'ben', resource_id: id }]);
  });

  it('fires no more when its expression has ended', async () => {
    const { id } = await schedule({ expression: 'cron(30 0 1 3 ? 2026)' });
    await fireAfter(30);
    expect(await load(id)).not.toHaveProperty('nextAt');
    await world.setTask('task-1', { status: 'generated' });
    await fireAfter(60);
    expect(await world.runs()).toHaveLength(1);
  });

  it('counts from now when its expression changes, and goes on counting when only its name does', async () => {
    const { id, nextAt = 0 } = await schedule();
    world.time.now += 4 * minuteMs;
    expect(await editSchedule(world.ports, { ...caller, id }, { name: 'weekly' })).toMatchObject({ nextAt });
    const changed = await editSchedule(world.ports, { ...caller, id }, { expression: 'rate(1 hour)' });
    expect(changed).toMatchObject({ name: 'weekly', nextAt: world.time.now + 60 * minuteMs });
    expect(world.traces('updateSchedule')).toHaveLength(2);
  });
});
