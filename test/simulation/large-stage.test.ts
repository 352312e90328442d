import { beforeAll, describe, expect, it } from 'vitest';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { newRun } from '../../lib/engine/new-run.ts';
import { emptyResult } from '../../lib/engine/stage-result.ts';
import {
  DEFAULT_WINDOW,
  type Run,
  type RunEvent,
  type StageProgress,
  type WorkMessage,
} from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';

const shardCount = 100_000;
/** What DynamoDB takes. */
const itemBytes = 400 * 1024;
const eventsPerBatch = 10;
/** Every fiftieth shard fails at first. */
const failsFirst = ({ kind, shard, attempt }: WorkMessage): boolean =>
  kind === 'refine' && shard !== 'plan' && shard % 50 === 0 && attempt === 1;

const template = newRun({
  id: 'run-1',
  kind: 'refine',
  mode: 'quarantine',
  publish: true,
  workspace: 'default',
  user: 'ann',
  parent: { kind: 'task', id: 'task-1', name: 'a task' },
  output: { dataset: 'output', version: 1 },
  createdAt: 1000,
});

/** Does no work, but answers each message of a run whose refine stage has 100,000 shards, some at once out of order. */
const runLargeStage = async (run: Run) => {
  const documents = new MemoryDocumentStore();
  const queue: WorkMessage[] = [];
  let [sentCount, largestQueue, largestStageBytes, time] = [0, 0, 0, 1000];
  const ports = {
    documents,
    clock: { now: () => ++time },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    work: {
      send: async (messages: readonly WorkMessage[]) => {
        queue.push(...messages);
        sentCount += messages.length;
        largestQueue = Math.max(largestQueue, queue.length);
      },
    },
  };
  await createRun(ports, run, { writes: [], traces: [] });
  for (let batch = 0; queue.length > 0; batch++) {
    const events = queue.splice(0, eventsPerBatch).map(eventOf).reverse();
    expect(await coordinate(ports, events)).toEqual({ failed: [] });
    if (batch % 500 === 0) largestStageBytes = Math.max(largestStageBytes, await stageBytes(documents));
  }
  const ended = (await documents.findRun(run.id))?.document;
  const stage = (await documents.find('stage', 'default', `${run.id}#0`))?.document;
  return { ended, stage, sentCount, largestQueue, largestStageBytes };
};

const eventOf = (message: WorkMessage): RunEvent => {
  const { runId, stage, attempt, shard, kind } = message;
  const base = { runId, stage, attempt };
  if (shard === 'plan')
    return { ...base, type: 'stage-planned', shardCount: kind === 'publish' ? 1 : shardCount };
  const error = { code: 'ModelArts.72020067', message: 'failed', details: {} } as const;
  if (failsFirst(message)) return { ...base, type: 'work-failed', shard, error, isRetryable: true };
  return { ...base, type: 'shard-succeeded', shard, result: { ...emptyResult, recordCount: 1 } };
};

const stageBytes = async (documents: MemoryDocumentStore): Promise<number> =>
  JSON.stringify((await documents.find('stage', 'default', 'run-1#0'))?.document).length;

describe('a stage of 100,000 shards', () => {
  let done: Awaited<ReturnType<typeof runLargeStage>>;
  beforeAll(async () => {
    done = await runLargeStage(template);
  }, 120_000);

  it('ends with every shard counted once, each sent once and again where it had failed', () => {
    expect(done.ended?.status).toBe('succeeded');
    expect(done.stage satisfies StageProgress | undefined).toMatchObject({
      doneCount: shardCount,
      shardCount,
    });
    expect(done.stage?.result.recordCount).toBe(shardCount);
    const [plans, publishes, retries] = [2, 1, shardCount / 50];
    expect(done.sentCount).toBe(shardCount + plans + publishes + retries);
  });

  it('never has more shards out than its window', () => {
    expect(done.largestQueue).toBeLessThanOrEqual(DEFAULT_WINDOW);
    expect(done.largestQueue).toBeGreaterThan(DEFAULT_WINDOW / 2);
  });

  it('keeps its progress far below what an item may hold', () => {
    expect(done.largestStageBytes).toBeLessThan(itemBytes / 8);
  });

  it('keeps within an item even when as many shards are being retried as ever may be', () => {
    const retrying = Array.from(
      { length: 10_000 },
      (_, index) => [String(shardCount - 1 - index), 4] as const,
    );
    const stage = { ...done.stage, attemptByShard: Object.fromEntries(retrying) };
    expect(JSON.stringify(stage).length).toBeLessThan(itemBytes / 2);
  });
});
