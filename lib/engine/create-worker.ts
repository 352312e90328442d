import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RunEvent, StageKind, StageResult, WorkMessage } from '../model/run.ts';
import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';
import { readJson, writeJson } from './json-object.ts';
import type { StageWork, WorkPorts } from './stage-work.ts';

const rememberedObjects = 8;

/**
 * Gives the function that does the work of one message and answers with the event that tells the coordinator.
 * Safe to repeat: the objects that it writes have the same bytes each time, or a key of their attempt.
 */
export const createWorker = (
  ports: WorkPorts,
  workByKind: Readonly<Partial<Record<StageKind, StageWork>>>,
) => {
  // Specs and plans never change once written; a plan of 100,000 shards is read once a worker, not once a shard.
  const remembered = new Map<string, Promise<unknown>>();
  const readOnce = <T>(key: string): Promise<T> => {
    const known = remembered.get(key) ?? readJson<T>(ports.objects, key);
    remembered.delete(key);
    remembered.set(key, known);
    known.catch(() => remembered.delete(key));
    for (const oldest of remembered.keys()) {
      if (remembered.size <= rememberedObjects) break;
      remembered.delete(oldest);
    }
    return known as Promise<T>; // the map holds what readJson<T> gave for this key
  };

  const workOf = (kind: StageKind): StageWork => {
    const work = workByKind[kind];
    if (work === undefined) throw new SluiceError('ModelArts.72020000', { reason: `no ${kind} worker here` });
    return work;
  };

  const plan = async ({ runId, stage, kind }: WorkMessage): Promise<number> => {
    const spec = await readOnce<RunSpec>(objectKeys.runSpec(runId));
    const tasks = await workOf(kind).plan(ports, { spec, stage });
    await writeJson(ports.objects, objectKeys.stagePlan(runId, stage), tasks);
    return tasks.length;
  };

  const doShard = async (
    { runId, stage, kind, attempt }: WorkMessage,
    shard: number,
  ): Promise<StageResult> => {
    const startedAt = performance.now();
    const spec = await readOnce<RunSpec>(objectKeys.runSpec(runId));
    const tasks = await readOnce<readonly unknown[]>(objectKeys.stagePlan(runId, stage));
    const outcome = await workOf(kind).doShard(
      ports,
      { spec, stage },
      { shard, attempt, task: tasks[shard] },
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const written: ShardOutcome = { ...outcome, seconds };
    await writeJson(ports.objects, objectKeys.shardOutcome(runId, stage, shard, attempt), written);
    return outcome.result;
  };

  return async (message: WorkMessage): Promise<RunEvent> => {
    const { runId, stage, attempt, shard } = message;
    try {
      return shard === 'plan'
        ? { type: 'stage-planned', runId, stage, attempt, shardCount: await plan(message) }
        : { type: 'shard-succeeded', runId, stage, attempt, shard, result: await doShard(message, shard) };
    } catch (error) {
      const failure = toRunError(error);
      ports.log.error('work failed', { runId, stage, shard, attempt, code: failure.error.code });
      return { type: 'work-failed', runId, stage, attempt, shard, ...failure };
    }
  };
};
