import { coordinate } from '../../../lib/engine/coordinate.ts';
import { createRun } from '../../../lib/engine/create-run.ts';
import { newRun } from '../../../lib/engine/new-run.ts';
import { emptyResult } from '../../../lib/engine/stage-result.ts';
import type { Run, RunEvent, StageResult, WorkMessage } from '../../../lib/model/run.ts';
import { seededRandom } from '../seeded-random.ts';
import { createVirtualTime } from '../virtual-time.ts';
import { countedDocuments } from './counted-documents.ts';
import { SERVICE_TIMES as times } from './service-times.ts';

export interface ScaleOptions {
  /** Of the one stage of records that each run has in front of publishing. */
  readonly shardCount: number;
  /** Of a shard, seconds, when nothing disturbs it. */
  readonly shardSeconds: number;
  readonly runCount?: number;
  readonly workerCount: number;
}

export interface ScaleReport {
  readonly endedCount: number;
  readonly shardCount: number;
  readonly wallSeconds: number;
  /** From the start of the last shard that had not been started to the end of all. */
  readonly tailSeconds: number;
  readonly workerSeconds: number;
  /** Share of the time in which a run's coordinator was at work, of the busiest run. */
  readonly coordinatorShare: number;
  /** Share of the workers' time in which they had something to do. */
  readonly workerShare: number;
  readonly invocationCount: number;
  readonly queueRequests: number;
  readonly fifoQueueRequests: number;
  readonly messageCount: number;
  readonly commitCount: number;
  readonly itemCount: number;
  readonly tableWriteUnits: number;
  readonly stageUnits: number;
  /** The same if it were written as plain text. */
  readonly plainStageUnits: number;
  readonly largestStageBytes: number;
}

const startsAt = Date.UTC(2026, 0, 1);
/** Shards that fail once, and that take four times as long as they should. */
const [failing, slow] = [0.002, 0.001];

/** The real coordinator and transition on virtual time, among workers that take time and do nothing. */
export const simulateScale = async (options: ScaleOptions): Promise<ScaleReport> => {
  const { shardCount, workerCount, runCount = 1 } = options;
  const time = createVirtualTime(startsAt);
  const random = seededRandom(shardCount + workerCount);
  const { documents, counts } = countedDocuments();
  const groups = new Map<string, EventGroup>();
  const waiting: WorkMessage[] = [];
  const ids = Array.from({ length: runCount }, (_, index) => `run-${index}`);
  let [taken, idleCount, endedCount, lastStartAt] = [0, workerCount, 0, startsAt];
  let [workerMs, messageCount, queueRequests, fifoQueueRequests, invocationCount] = [0, 0, 0, 0, 0];

  const deliver = (messages: readonly WorkMessage[], inMs: number): void =>
    time.after(inMs + times.deliveryMs, () => {
      for (const message of messages) waiting.push(message);
      startWork();
    });

  const startWork = (): void => {
    for (; idleCount > 0 && taken < waiting.length; idleCount--) {
      const message = waiting[taken++];
      if (message === undefined) return;
      const milliseconds = durationOf(message);
      if (message.kind === 'refine') [workerMs, lastStartAt] = [workerMs + milliseconds, time.now()];
      queueRequests += 2; // received and deleted
      invocationCount++;
      time.after(milliseconds, () => answer(message));
    }
  };

  const durationOf = ({ kind, shard }: WorkMessage): number => {
    if (kind !== 'refine' || shard === 'plan') return times.shardOverheadMs;
    const spread = 0.7 + 0.6 * random.next();
    return times.shardOverheadMs + options.shardSeconds * 1000 * spread * (random.chance(slow) ? 4 : 1);
  };

  /** A worker is free when its event has been taken, and the group takes so many a second. */
  const answer = (message: WorkMessage): void => {
    const group = groups.get(message.runId) ?? newGroup();
    groups.set(message.runId, group);
    group.sendsFreeAt = Math.max(time.now(), group.sendsFreeAt) + 1000 / times.groupSendsPerSecond;
    fifoQueueRequests++;
    time.after(group.sendsFreeAt - time.now() + times.queueSendMs, () => {
      group.events.push(eventOf(message));
      coordinateNext(group);
      idleCount++;
      startWork();
    });
  };

  const eventOf = ({ runId, stage, shard, attempt, kind }: WorkMessage): RunEvent => {
    const base = { runId, stage, attempt };
    if (shard === 'plan')
      return { ...base, type: 'stage-planned', shardCount: kind === 'publish' ? 1 : shardCount };
    const error = { code: 'ModelArts.72020067', message: 'failed', details: {} } as const;
    if (attempt === 1 && random.chance(failing))
      return { ...base, type: 'work-failed', shard, error, isRetryable: true };
    return { ...base, type: 'shard-succeeded', shard, result: resultOfShard };
  };

  /** One batch of a run at a time, as a FIFO queue gives them. */
  const coordinateNext = (group: EventGroup): void => {
    if (group.isBusy || group.events.length === 0) return;
    group.isBusy = true;
    void coordinateBatch(group, group.events.splice(0, times.eventsPerBatch));
  };

  const coordinateBatch = async (group: EventGroup, events: readonly RunEvent[]): Promise<void> => {
    const sent: { readonly messages: readonly WorkMessage[]; readonly delaySeconds: number }[] = [];
    const work = {
      send: async (messages: readonly WorkMessage[], delaySeconds = 0) =>
        void sent.push({ messages, delaySeconds }),
    };
    const { failed } = await coordinate({ ...ports, work }, events, new Set(events));
    if (failed.length > 0) throw new Error('events could not be applied');
    invocationCount++;
    fifoQueueRequests += 2;
    const sends = sent.map(({ messages }) => Math.ceil(messages.length / 10));
    const sendMs = sends
      .map((count) => Math.ceil(count / times.concurrentSends) * times.queueSendMs)
      .reduce(add, 0);
    queueRequests += sends.reduce(add, 0);
    messageCount += sent.map(({ messages }) => messages.length).reduce(add, 0);
    const busyMs = 2 * times.tableReadMs + times.tableCommitMs + sendMs;
    for (const { messages, delaySeconds } of sent) deliver(messages, busyMs + 1000 * delaySeconds);
    group.busyMs += busyMs + times.nextBatchMs;
    time.after(busyMs + times.nextBatchMs, () => {
      group.isBusy = false;
      coordinateNext(group);
    });
    const run = await documents.findRun(events[0]?.runId ?? '');
    if (run?.document.endedAt !== undefined) endedCount++;
  };

  const ports = {
    documents,
    clock: { now: () => time.now() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const firstSend = { send: async (messages: readonly WorkMessage[]) => deliver(messages, 0) };
  for (const id of ids)
    await createRun({ ...ports, work: firstSend }, runOf(id, workerCount), { writes: [], traces: [] });
  await time.run(() => endedCount === runCount);

  const wallMs = time.now() - startsAt;
  return {
    endedCount,
    shardCount: runCount * shardCount,
    wallSeconds: wallMs / 1000,
    tailSeconds: (time.now() - lastStartAt) / 1000,
    workerSeconds: workerMs / 1000,
    coordinatorShare: Math.max(...[...groups.values()].map(({ busyMs }) => busyMs)) / wallMs,
    workerShare: workerMs / (wallMs * workerCount),
    invocationCount,
    queueRequests,
    fifoQueueRequests,
    messageCount: messageCount + runCount,
    ...counts(),
  };
};

interface EventGroup {
  readonly events: RunEvent[];
  isBusy: boolean;
  busyMs: number;
  sendsFreeAt: number;
}

/** As of a recipe of eight operators. */
const resultOfShard: StageResult = {
  ...emptyResult,
  recordCount: 10_000,
  operators: Array.from({ length: 8 }, (_, index) => ({
    operatorId: `an-operator-with-a-name-${index}`,
    inCount: 10_000,
    outCount: 9990,
    hitCount: 10,
    changedByReason: {},
    droppedByReason: { 'too-short': 10 },
    rejectedCount: 0,
    seconds: 1.5,
  })),
};

const newGroup = (): EventGroup => ({ events: [], isBusy: false, busyMs: 0, sendsFreeAt: 0 });

const add = (one: number, other: number): number => one + other;

/** With a window of twice its workers, as `DEFAULT_WINDOW` is of those of serverless.yml. */
const runOf = (id: string, workerCount: number): Run => ({
  ...newRun({
    id,
    kind: 'refine',
    mode: 'quarantine',
    publish: true,
    workspace: 'default',
    user: 'ann',
    parent: { kind: 'task', id: `task-of-${id}`, name: 'a task' },
    output: { dataset: `output-of-${id}`, version: 1 },
    createdAt: startsAt,
  }),
  window: 2 * workerCount,
});
