import { type CoordinatorPorts, coordinate } from '../../lib/engine/coordinate.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import type { Run, RunEvent, StageKind, WorkMessage } from '../../lib/model/run.ts';
import { RevisionConflict, type Write } from '../../lib/ports/document-store.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import {
  connectionDocument,
  datasetDocument,
  runDocument,
  shardResult,
  taskDocument,
} from './engine-documents.ts';

/** A way to break the protocol, to see that the invariants catch it. */
export type Plant =
  | 'nothing'
  | 'send-before-commit'
  | 'no-revision-check'
  | 'swallowed-send-failure'
  | 'no-resend'
  | 'acknowledge-failures';

export interface Scenario {
  readonly kind: Run['kind'];
  readonly mode: Run['mode'];
  /** By stage, the publish stage left out: it has one shard. */
  readonly shardCounts: readonly number[];
  readonly hasRejects: boolean;
  /** A shard whose every attempt fails; -1 for none. */
  readonly poisonShard: number;
  readonly isPoisonRetryable: boolean;
  readonly isStopped: boolean;
  /** Events come in order, a batch only after the one before it was acknowledged. */
  readonly isOrdered: boolean;
  /** A crash in the midst of a send leaves a part of the messages sent. */
  readonly sendsPartially: boolean;
  readonly plant: Plant;
}

export interface Turns {
  /** Lets any other actor go first. */
  readonly next: () => Promise<void>;
  /** True with a probability in percent. */
  readonly chance: (percent: number) => boolean;
}

interface Queued<Message> {
  readonly message: Message;
  isInFlight: boolean;
}

export interface Commit {
  readonly writes: readonly Write[];
  readonly traceCount: number;
}

class InjectedCrash extends Error {}

const maxSteps = 2000;
const maxIdleSteps = 50_000;
const faultBudget = 14;
const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * The real coordinator among simulated workers and queues that deliver more than once, in any order, while every call
 * to a port is a place where another actor may run or this one may die.
 */
export const simulate = async (scenario: Scenario, turns: Turns) => {
  const documents = new MemoryDocumentStore();
  const work: WorkMessage[] = [];
  const events: Queued<RunEvent>[] = [];
  const sentEvents: RunEvent[] = [];
  const sentWork: WorkMessage[] = [];
  const commits: Commit[] = [];
  const run = runDocument(scenario);
  let [steps, idleSteps, faultsLeft, busy, now] = [0, 0, faultBudget, 0, 1000];

  const fault = (percent: number): boolean => faultsLeft > 0 && turns.chance(percent) && faultsLeft-- > 0;
  const turn = async (): Promise<void> => {
    now += 1000;
    await turns.next();
    if (fault(8)) throw new InjectedCrash();
  };
  const pick = <T>(items: readonly T[]): T | undefined => {
    let index = 0;
    while (index < items.length - 1 && turns.chance(50)) index++;
    return items[index];
  };

  const portsOf = (plant: Plant): CoordinatorPorts & { readonly settle: () => Promise<void> } => {
    let hasCommitted = false;
    let pending: (() => Promise<void>) | undefined;
    const settle = async (): Promise<void> => {
      const commit = pending;
      pending = undefined;
      await commit?.();
    };
    const commit: MemoryDocumentStore['commit'] = async (writes, traces) => {
      await turn();
      const checked = plant === 'no-revision-check' ? await atCurrentRevisions(documents, writes) : writes;
      await documents.commit(checked, traces);
      commits.push({ writes, traceCount: traces.length });
      hasCommitted = true;
      await turn();
    };
    return {
      clock: { now: () => now },
      log: quietLog,
      settle,
      documents: {
        find: async (kind, workspace, id) => {
          await turn();
          return documents.find(kind, workspace, id);
        },
        findRun: async (id) => {
          await turn();
          return documents.findRun(id);
        },
        list: (kind, workspace, page) => documents.list(kind, workspace, page),
        listRunning: () => documents.listRunning(),
        listWaiting: () => documents.listWaiting(),
        commit: async (writes, traces) => {
          if (plant !== 'send-before-commit') return commit(writes, traces);
          pending = () => commit(writes, traces);
        },
      },
      work: {
        send: async (messages) => {
          if (plant === 'no-resend' && !hasCommitted) return;
          await send(messages).catch((error: unknown) => {
            if (plant !== 'swallowed-send-failure') throw error;
          });
          await settle();
        },
      },
    };
  };

  const send = async (messages: readonly WorkMessage[]): Promise<void> => {
    await turn();
    const isCut = scenario.sendsPartially && fault(20);
    const sent = isCut ? messages.slice(0, Math.floor(messages.length / 2)) : messages;
    work.push(...sent);
    sentWork.push(...sent);
    if (isCut) throw new InjectedCrash();
    await turn();
  };

  const isQuiet = (): boolean => busy === 0 && work.length === 0 && events.length === 0;
  /** Takes something and does it, until nobody has anything to do any more. */
  const actor = async <T>(take: () => T | undefined, act: (taken: T) => Promise<void>): Promise<void> => {
    while (!isQuiet() && steps < maxSteps && idleSteps < maxIdleSteps) {
      const taken = take();
      if (taken === undefined) idleSteps++;
      else {
        steps++;
        busy++;
        await act(taken);
        busy--;
      }
      await turns.next();
    }
  };

  const takeWork = (): WorkMessage | undefined => {
    const message = pick(work);
    const isDeliveredAgain = fault(8);
    if (message !== undefined && !isDeliveredAgain) work.splice(work.indexOf(message), 1);
    return message;
  };

  const doWork = async (message: WorkMessage): Promise<void> => {
    try {
      await turn();
      const event = eventOf(scenario, message, fault(15));
      await turn();
      events.push({ message: event, isInFlight: false });
      sentEvents.push(event);
      await turn();
    } catch (error) {
      if (!(error instanceof InjectedCrash)) throw error;
      work.push(message);
    }
  };

  const takeEvents = (): readonly Queued<RunEvent>[] | undefined => {
    const batch = scenario.isOrdered ? nextInOrder() : anyVisible();
    for (const queued of batch) queued.isInFlight = true;
    return batch.length === 0 ? undefined : batch;
  };

  const nextInOrder = (): readonly Queued<RunEvent>[] =>
    events.some(({ isInFlight }) => isInFlight) ? [] : events.slice(0, turns.chance(50) ? 1 : 4);

  const anyVisible = (): readonly Queued<RunEvent>[] => {
    const visible = events.filter(({ isInFlight }) => !isInFlight || fault(10));
    const second = turns.chance(50) ? pick(visible) : undefined;
    return [...new Set([pick(visible), second])].filter((queued) => queued !== undefined);
  };

  const doEvents = async (batch: readonly Queued<RunEvent>[]): Promise<void> => {
    const ports = portsOf(scenario.plant);
    const { failed } = await coordinate(
      ports,
      batch.map(({ message }) => message),
    );
    const hasSettled = await ports.settle().then(
      () => true,
      () => false,
    );
    const isLost = fault(5); // it dies before it acknowledges
    for (const queued of batch) {
      queued.isInFlight = false;
      const isFailed = failed.includes(queued.message) || isLost || !hasSettled;
      if (isFailed && scenario.plant !== 'acknowledge-failures') continue;
      const at = events.indexOf(queued);
      if (at !== -1) events.splice(at, 1);
    }
  };

  const untilDone = async (attempt: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof InjectedCrash || error instanceof RevisionConflict)) throw error;
      }
    }
  };

  const create = () =>
    untilDone(async () => {
      await createRun(portsOf('nothing'), run, { writes: [], traces: [] });
    });

  await documents.commit(
    [
      { kind: 'connection', document: connectionDocument(run), expectedRevision: 0 },
      { kind: 'task', document: taskDocument(run), expectedRevision: 0 },
      { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 },
    ],
    [],
  );

  return {
    documents,
    run,
    sentEvents,
    sentWork,
    commits,
    create: async (): Promise<void> => {
      await Promise.all(turns.chance(30) ? [create(), create()] : [create()]);
    },
    work: async (): Promise<void> => {
      if (scenario.isStopped && !events.some(({ message }) => message.type === 'stop-requested')) {
        events.splice(turns.chance(50) ? 0 : events.length, 0, { message: stopOf(run), isInFlight: false });
      }
      await Promise.all([
        actor(takeWork, doWork),
        actor(takeWork, doWork),
        actor(takeEvents, doEvents),
        actor(takeEvents, doEvents),
      ]);
    },
    sweep: (): Promise<void> => {
      now *= 4; // each pause before the next sweep is longer than the last
      const after = { stalledAfterSeconds: 60, givenUpAfterSeconds: Number.POSITIVE_INFINITY };
      return untilDone(() => sweep(portsOf('nothing'), after));
    },
    hasRunOutOfSteps: () => steps >= maxSteps || idleSteps >= maxIdleSteps,
  };
};
export type Simulation = Awaited<ReturnType<typeof simulate>>;

const atCurrentRevisions = async (
  documents: MemoryDocumentStore,
  writes: readonly Write[],
): Promise<Write[]> =>
  Promise.all(
    writes.map(async (write) => {
      const { id, workspace } = write.document;
      const found = await documents.find(write.kind, workspace, id);
      return { ...write, expectedRevision: found?.revision ?? 0 };
    }),
  );

const stopOf = ({ id }: Run): RunEvent => ({
  type: 'stop-requested',
  runId: id,
  stage: 0,
  attempt: 1,
  user: 'ann',
});

const eventOf = (scenario: Scenario, message: WorkMessage, hasFailed: boolean): RunEvent => {
  const { runId, stage, attempt, shard, kind } = message;
  const base = { runId, stage, attempt };
  const failed = (isRetryable: boolean): RunEvent => ({
    ...base,
    type: 'work-failed',
    shard,
    isRetryable,
    error: { code: 'ModelArts.72020067', message: 'failed', details: {} },
  });
  // The last attempt does not fail by chance, so that a run fails only where its scenario says so.
  if (hasFailed && attempt < 4) return failed(true);
  if (shard === 'plan')
    return { ...base, type: 'stage-planned', shardCount: shardCountOf(scenario, stage, kind) };
  if (shard === scenario.poisonShard && kind !== 'publish') return failed(scenario.isPoisonRetryable);
  if (kind === 'publish' && isRefused(scenario)) return failed(false);
  return { ...base, type: 'shard-succeeded', shard, result: shardResult(scenario, kind, shard) };
};

export const shardCountOf = ({ shardCounts }: Scenario, stage: number, kind: StageKind): number =>
  kind === 'publish' ? 1 : (shardCounts[stage] ?? 0);

/** Whether a strict import has records to refuse: each shard of its validation rejects one. */
export const isRefused = ({ kind, mode, hasRejects, shardCounts }: Scenario): boolean =>
  kind === 'import' && mode === 'strict' && hasRejects && (shardCounts[0] ?? 0) > 0;
