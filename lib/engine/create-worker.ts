import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import { Postponed } from '../model/postponed.ts';
import type { RunEvent, StageKind, StageResult, WorkMessage } from '../model/run.ts';
import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';
import { vcpusOf } from '../model/stage-functions.ts';
import { DamagedShards } from './damaged-shards.ts';
import { meterObjects } from './meter-objects.ts';
import { readSealed, writeSealed } from './sealed-json.ts';
import { PLAN_PAGE_TASKS, readPlan, readPlanPage, type StagePlan, writePlan } from './stage-plan.ts';
import type { StageWork, WorkPorts } from './stage-work.ts';

const rememberedObjects = 8;

/**
 * Gives the function that does the work of one message and answers with the event that tells the coordinator.
 * Safe to repeat: the objects that it writes have the same bytes each time, or a key of their attempt.
 */
export const createWorker = (
  ports: WorkPorts,
  workByKind: Readonly<Partial<Record<StageKind, StageWork>>>,
  { pageTasks = PLAN_PAGE_TASKS }: { readonly pageTasks?: number } = {},
) => {
  // Specs and plans never change once written: they are read once a worker, not once a shard.
  const remembered = new Map<string, Promise<unknown>>();
  const readOnce = <T>(key: string, read: (key: string) => Promise<T>): Promise<T> => {
    const known = remembered.get(key) ?? read(key);
    remembered.delete(key);
    remembered.set(key, known);
    known.catch(() => remembered.delete(key));
    for (const oldest of remembered.keys()) {
      if (remembered.size <= rememberedObjects) break;
      remembered.delete(oldest);
    }
    return known as Promise<T>; // the map holds what `read` gave for this key
  };

  const workOf = (kind: StageKind): StageWork => {
    const work = workByKind[kind];
    if (work === undefined) throw new SluiceError('ModelArts.72020000', { reason: `no ${kind} worker here` });
    return work;
  };

  /** What only the start of the run could write anew. */
  const readSpec = async (key: string): Promise<RunSpec> => {
    const spec = await readSealed<RunSpec>(ports.objects, key);
    if (spec === undefined) throw new SluiceError('ModelArts.72020067', { key, reason: 'it is damaged' });
    return spec;
  };
  const specOf = (runId: string): Promise<RunSpec> => readOnce(objectKeys.runSpec(runId), readSpec);

  const makePlan = async (message: WorkMessage) => {
    const { runId, stage, kind } = message;
    const tasks = await workOf(kind).plan(ports, { spec: await specOf(runId), stage });
    return { tasks, plan: await writePlan(ports.objects, message, { tasks, pageTasks }) };
  };

  /** A plan that is damaged is made again, as is one with a damaged page: it comes out the same. */
  const planOf = (message: WorkMessage): Promise<StagePlan> => {
    const key = objectKeys.stagePlan(message.runId, message.stage);
    if (message.isRedo) remembered.delete(key);
    return readOnce(
      key,
      async () => (await readPlan(ports.objects, message)) ?? (await makePlan(message)).plan,
    );
  };

  const taskOf = async (message: WorkMessage, shard: number): Promise<unknown> => {
    const plan = await planOf(message);
    if ('tasks' in plan) return plan.tasks[shard];
    const page = Math.floor(shard / plan.pageTasks);
    const key = objectKeys.planPage(message.runId, message.stage, page);
    if (message.isRedo) remembered.delete(key);
    const pageOf = (tasks: readonly unknown[]) =>
      tasks.slice(page * plan.pageTasks, (page + 1) * plan.pageTasks);
    const tasks = await readOnce(
      key,
      async () =>
        (await readPlanPage(ports.objects, key, plan.pages[page])) ?? pageOf((await makePlan(message)).tasks),
    );
    return tasks[shard % plan.pageTasks];
  };

  const doShard = async (message: WorkMessage, shard: number): Promise<StageResult> => {
    const { runId, stage, kind, attempt } = message;
    const startedAt = performance.now();
    const spec = await specOf(runId);
    const task = await taskOf(message, shard);
    const { objects, used } = meterObjects(ports.objects);
    const outcome = await workOf(kind).doShard(
      { ...ports, objects },
      { spec, stage },
      { shard, attempt, task },
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const usage = { ...used(), vcpuSeconds: seconds * vcpusOf(kind) };
    const result = { ...outcome.result, usage };
    const written: ShardOutcome = { ...outcome, result, seconds };
    await writeSealed(ports.objects, objectKeys.shardOutcome(runId, stage, shard, attempt), written);
    return result;
  };

  /** What can't be called off ends by itself: nobody waits for it. */
  const giveUp = async ({ runId, stage, kind, attempt }: WorkMessage, shard: number): Promise<RunEvent> => {
    try {
      await workOf(kind).giveUp?.(ports, { spec: await specOf(runId), stage }, { shard, attempt });
    } catch (error) {
      const { code } = toRunError(error).error;
      ports.log.warn('what a stopped run waits for could not be called off', { runId, stage, shard, code });
    }
    return { type: 'shard-postponed', runId, stage, attempt, shard, waitSeconds: 0 };
  };

  return async (message: WorkMessage): Promise<RunEvent> => {
    const { runId, stage, attempt, shard, isGivenUp } = message;
    if (isGivenUp === true && shard !== 'plan') return giveUp(message, shard);
    try {
      return shard === 'plan'
        ? { type: 'stage-planned', runId, stage, attempt, shardCount: (await makePlan(message)).tasks.length }
        : { type: 'shard-succeeded', runId, stage, attempt, shard, result: await doShard(message, shard) };
    } catch (error) {
      if (error instanceof DamagedShards) {
        const { sourceStage, shards } = error;
        ports.log.warn('damaged outputs are to be made again', {
          runId,
          sourceStage,
          shardCount: shards.length,
        });
        return { type: 'shards-damaged', runId, stage, attempt, sourceStage, shards };
      }
      if (error instanceof Postponed && shard !== 'plan') {
        const { waitSeconds } = error;
        ports.log.info('a shard waits', { runId, stage, shard, attempt, waitSeconds });
        return { type: 'shard-postponed', runId, stage, attempt, shard, waitSeconds };
      }
      const failure = toRunError(error);
      ports.log.error('work failed', { runId, stage, shard, attempt, code: failure.error.code });
      return { type: 'work-failed', runId, stage, attempt, shard, ...failure };
    }
  };
};
