import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSluiceError } from '../../lib/errors/sluice-error.ts';
import type { TaskStatus } from '../../lib/model/document.ts';
import {
  type Action,
  type ActionName,
  actionNames,
  actions,
  isAtRest,
  type Moment,
} from './tasks-life-actions.ts';
import { openWorld, publishing, secondShard, type World } from './tasks-world.ts';

type Move = ActionName | 'step' | 'settle' | 'breakShard' | 'breakPublishing' | 'mend';

/** Weighted such that runs fail, end and are had to go on, again and again, while much is asked at the wrong time. */
const move = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Move>('step') },
  { weight: 6, arbitrary: fc.constant<Move>('settle') },
  { weight: 3, arbitrary: fc.constantFrom<Move>('breakShard', 'breakPublishing', 'mend') },
  { weight: 12, arbitrary: fc.constantFrom<Move>('start', 'stop', 'retry', 'retry', 'generate', 'restore') },
  { weight: 6, arbitrary: fc.constantFrom<Move>(...actionNames) },
);

/** What the engine may make of a status; a stop that has not reached it yet does not hold it up. */
const movesOfEngine: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  not_started: [],
  pending: ['running', 'generating', 'failed', 'stopped', 'generated'],
  running: ['generating', 'failed', 'stopped'],
  generating: ['generated', 'failed', 'stopped'],
  generated: [],
  failed: [],
  stopping: ['stopped', 'generating', 'generated', 'failed'],
  stopped: [],
};

const momentOf = async (world: World, id: string): Promise<Moment | undefined> => {
  const task = await world.task(id);
  if (task === undefined) return undefined;
  const run = (await world.runs()).find((one) => one.id === task.latestRun);
  const dataset = run && (await world.dataset(run.output.dataset));
  return { task, run, hasDataset: dataset?.madeBy === id };
};

/** A person does something: it is done and traced as it may be, or refused without anything changing. */
const actAndCheck = async (world: World, id: string, name: ActionName): Promise<void> => {
  const { act, isAllowed, trace, leadsTo }: Action = actions[name];
  const before = await momentOf(world, id);
  const tracesBefore = world.documents.traces().length;
  const refusal = await act(world, id, before?.task.latestRun ?? 'none').then(
    () => undefined,
    (error: unknown) => error,
  );
  const isAccepted = refusal === undefined;
  expect(isAccepted || isSluiceError(refusal), String(refusal)).toBe(true);
  expect(isAccepted, `${name} of ${JSON.stringify(before?.task)}`).toBe(
    before !== undefined && isAllowed(before),
  );
  const traced = world.documents.traces().slice(tracesBefore);
  const after = await world.task(id);
  const isRepeated = leadsTo !== undefined && before?.task.status === leadsTo;
  if (!isAccepted || isRepeated) {
    expect(after).toEqual(before?.task);
    expect(traced).toEqual([]);
    return;
  }
  const ofTask = traced.filter(({ resource_id: resource }) => resource === id);
  expect(ofTask).toMatchObject([{ trace_name: trace, user: 'ann' }]);
  if (leadsTo !== undefined) expect(after?.status).toBe(leadsTo);
};

const stepAndCheck = async (world: World, id: string): Promise<void> => {
  const before = await world.statusOf(id);
  await world.step();
  const after = await world.statusOf(id);
  if (before === undefined || after === undefined || before === after) return;
  expect(movesOfEngine[before], `${before} to ${after}`).toContain(after);
};

const checkState = async (world: World, id: string): Promise<void> => {
  const moment = await momentOf(world, id);
  const open = (await world.runs()).filter(({ status }) => status === 'running' || status === 'stopping');
  if (moment === undefined || isAtRest(moment)) return expect(open).toEqual([]);
  // What is under way is not deleted, and has one run, which is under way or about to be had to go on.
  expect(moment.task.deletedAt).toBeUndefined();
  if (open.length > 0) expect(open).toMatchObject([{ id: moment.task.latestRun }]);
  else expect(world.events).toContainEqual(expect.objectContaining({ type: 'retry-requested' }));
};

const isAction = (name: Move): name is ActionName => Object.hasOwn(actions, name);

const moveOnce = async (world: World, id: string, next: Move): Promise<void> => {
  if (isAction(next)) return actAndCheck(world, id, next);
  switch (next) {
    case 'step':
      return stepAndCheck(world, id);
    case 'settle':
      return world.settle();
    case 'breakShard':
      world.broken.is = secondShard;
      return;
    case 'breakPublishing':
      world.broken.is = publishing;
      return;
    case 'mend':
      world.broken.is = () => false;
      return;
    default:
      return next satisfies never;
  }
};

/** What has been published once is there for ever. */
const checkPublished = async (world: World, id: string): Promise<void> => {
  const published = (await world.runs()).filter(({ status }) => status === 'succeeded');
  for (const { output } of published) {
    const dataset = await world.dataset(output.dataset);
    expect(dataset).toMatchObject({ madeBy: id });
    expect(dataset?.version).toBeGreaterThanOrEqual(output.version);
  }
};

const play = async (moves: readonly Move[]): Promise<void> => {
  const world = await openWorld();
  const { id } = await world.create();
  for (const next of moves) {
    await moveOnce(world, id, next);
    await checkState(world, id);
  }
  await world.settle();
  await checkState(world, id);
  await checkPublished(world, id);
  const moment = await momentOf(world, id);
  expect(moment === undefined || isAtRest(moment)).toBe(true);
};

it('whatever people do and however work ends, a task is never in a state that it may not be in, and what was done is traced', async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 60, size: 'max' }), play), {
    numRuns: 300,
  });
});
