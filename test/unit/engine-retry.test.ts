import { beforeEach, describe, expect, it } from 'vitest';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import type { Dataset, Task } from '../../lib/model/document.ts';
import type { Run, RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { datasetDocument, runDocument, shardResult, taskDocument } from './engine-documents.ts';

let documents: MemoryDocumentStore;
let sent: WorkMessage[];
let notices: RunNotice[];
let now: number;
const run = runDocument();

const ports = () => ({
  documents,
  work: { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) },
  notices: { send: async (news: readonly RunNotice[]) => void notices.push(...news) },
  clock: { now: () => now++ },
  log: { info: () => {}, warn: () => {}, error: () => {} },
});

beforeEach(async () => {
  documents = new MemoryDocumentStore();
  [sent, notices, now] = [[], [], 2000];
  await createRun(ports(), run, {
    writes: [
      { kind: 'task', document: taskDocument(run), expectedRevision: 0 },
      { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 },
    ],
    traces: [],
  });
});

const apply = async (...events: readonly RunEvent[]): Promise<void> => {
  expect(await coordinate(ports(), events)).toEqual({ failed: [] });
};

const base = (stage: number, attempt = 1) => ({ runId: run.id, stage, attempt });
const planned = (stage: number, shardCount: number): RunEvent => ({
  ...base(stage),
  type: 'stage-planned',
  shardCount,
});
const succeeded = (stage: number, shard: number, attempt = 1): RunEvent => ({
  ...base(stage, attempt),
  type: 'shard-succeeded',
  shard,
  result: shardResult({ hasRejects: false }, 'refine', shard),
});
const failed = (stage: number, shard: number, attempt = 1, isRetryable = false): RunEvent => ({
  ...base(stage, attempt),
  type: 'work-failed',
  shard,
  isRetryable,
  error: { code: 'ModelArts.72020067', message: 'read obs error', details: {} },
});
const retry = (): RunEvent => ({ ...base(0), type: 'retry-requested', user: 'bob' });
const stop = (): RunEvent => ({ ...base(0), type: 'stop-requested', user: 'bob' });
const damaged = (stage: number, sourceStage: number, shards: readonly number[]): RunEvent => ({
  ...base(stage),
  type: 'shards-damaged',
  sourceStage,
  shards,
});

const work = () => sent.map(({ stage, shard, attempt }) => [stage, shard, attempt]);
const state = async () => (await documents.findRun(run.id))?.document as Run;
const task = async () => (await documents.find('task', 'default', run.parent.id))?.document as Task;
const dataset = async () => (await documents.find('dataset', 'default', 'output'))?.document as Dataset;
const progress = async (stage: number) =>
  (await documents.find('stage', 'default', `${run.id}#${stage}`))?.document;

describe('a retry', () => {
  it('goes on with what is not done, each shard with all its attempts anew', async () => {
    await apply(planned(0, 3), succeeded(0, 1), failed(0, 0, 1, true), failed(0, 0, 2));
    expect(await state()).toMatchObject({ status: 'failed', error: { code: 'ModelArts.72020067' } });
    expect([(await task()).status, (await dataset()).status]).toEqual(['failed', 'failed']);
    sent = [];
    await apply(retry());
    expect(work()).toEqual([
      [0, 0, 3],
      [0, 2, 3],
    ]);
    const reopened = await state();
    expect([reopened.status, reopened.error, reopened.endedAt]).toEqual(['running', undefined, undefined]);
    expect([(await task()).status, (await dataset()).status]).toEqual(['running', 'creating']);
    await apply(...[3, 4, 5].map((attempt) => failed(0, 0, attempt, true)), succeeded(0, 2, 3));
    expect((await state()).status).toBe('running');
    await apply(failed(0, 0, 6, true));
    expect((await state()).status).toBe('failed');
    expect((await progress(0))?.result.recordCount).toBe(2 + 4);
  });

  it('takes the late success of an attempt from before it, once', async () => {
    await apply(planned(0, 2), failed(0, 0), retry(), succeeded(0, 0, 1), succeeded(0, 0, 2));
    expect((await progress(0))?.result.recordCount).toBe(1);
  });

  it('plans again when the planning had failed', async () => {
    await apply({
      ...base(0),
      type: 'work-failed',
      shard: 'plan',
      isRetryable: false,
      error: { code: 'ModelArts.72020067', message: '', details: {} },
    });
    sent = [];
    await apply(retry());
    expect(work()).toEqual([[0, 'plan', 2]]);
    expect((await task()).status).toBe('pending');
  });

  it('publishes what a stopped run has refined but not published', async () => {
    await apply(planned(0, 1), succeeded(0, 0), planned(1, 1), succeeded(1, 0), planned(2, 1), stop());
    expect((await task()).status).toBe('stopping');
    await apply(succeeded(2, 0));
    expect([(await task()).status, (await dataset()).version]).toEqual(['stopped', 0]);
    await apply(retry());
    expect([(await task()).status, (await dataset()).version]).toEqual(['generated', 1]);
  });

  it('does nothing to a run that is under way or has succeeded, and sends again what may have been lost', async () => {
    await apply(planned(0, 2), retry());
    expect((await state()).retriedAt).toBeUndefined();
    await apply(failed(0, 0), retry());
    sent = [];
    await apply(retry());
    expect(work()).toEqual([
      [0, 0, 2],
      [0, 1, 2],
    ]);
    await apply(succeeded(0, 0, 2));
    sent = [];
    await apply(retry());
    expect(work()).toEqual([[0, 1, 2]]);
  });
});

describe('an event that changes nothing', () => {
  it('has work sent again when it comes again, for its first coordinator may have died', async () => {
    await apply(planned(0, 2));
    sent = [];
    await apply(planned(0, 2));
    expect(work()).toEqual([
      [0, 0, 1],
      [0, 1, 1],
    ]);
  });

  it('has nothing sent when it comes for the first time: it is a copy', async () => {
    await apply(planned(0, 2));
    sent = [];
    const copy = planned(0, 2);
    expect(await coordinate(ports(), [copy], new Set([copy]))).toEqual({ failed: [] });
    expect(work()).toEqual([]);
  });
});

it('a batch sends nothing that its own end has no need of', async () => {
  await apply(planned(0, 2), succeeded(0, 0), succeeded(0, 1));
  sent = [];
  await apply(planned(1, 2), damaged(1, 0, [1]));
  expect(work()).toEqual([[0, 1, 1]]);
});

describe('damaged outputs', () => {
  const untilPublish = async () => {
    await apply(planned(0, 3), ...[0, 1, 2].map((shard) => succeeded(0, shard)));
    await apply(planned(1, 2), succeeded(1, 0), succeeded(1, 1), planned(2, 1));
    sent = [];
  };

  it('are made again, counted as before, and the stage that found them goes on', async () => {
    await untilPublish();
    await apply(damaged(2, 1, [1]));
    expect(work()).toEqual([[1, 1, 1]]);
    expect((await state()).stages.map(({ status }) => status)).toEqual(['done', 'running', 'waiting']);
    sent = [];
    await apply(succeeded(1, 1));
    expect(work()).toEqual([[2, 0, 1]]);
    expect((await progress(1))?.result.recordCount).toBe(1 + 2);
    await apply(succeeded(2, 0));
    expect((await state()).status).toBe('succeeded');
    expect(documents.traces().map(({ trace_name }) => trace_name)).toContain('redoRunShards');
  });

  it('of a stage further back leave those between as they are', async () => {
    await untilPublish();
    await apply(damaged(2, 0, [0, 2]));
    expect(work()).toEqual([
      [0, 0, 1],
      [0, 2, 1],
    ]);
    expect((await state()).stages.map(({ status }) => status)).toEqual(['running', 'done', 'waiting']);
    sent = [];
    await apply(succeeded(0, 0), succeeded(0, 2));
    expect(work()).toEqual([[2, 0, 1]]);
    await apply(succeeded(2, 0));
    expect((await state()).status).toBe('succeeded');
    expect((await progress(0))?.result.recordCount).toBe(7);
    expect((await progress(1))?.result.recordCount).toBe(3);
  });

  it('keep what the stage that found them has done', async () => {
    await apply(planned(0, 2), succeeded(0, 0), succeeded(0, 1));
    await apply(planned(1, 3), succeeded(1, 0), damaged(1, 0, [1]));
    sent = [];
    await apply(succeeded(0, 1));
    expect(work()).toEqual([
      [1, 1, 1],
      [1, 2, 1],
    ]);
    expect((await progress(1))?.doneCount).toBe(1);
  });

  it('have the stage planned anew that was only being planned', async () => {
    await apply(planned(0, 2), succeeded(0, 0), succeeded(0, 1), damaged(1, 0, [1]));
    sent = [];
    await apply(succeeded(0, 1));
    expect(work()).toEqual([[1, 'plan', 1]]);
  });

  it('that are made again while others are found damaged lead back stage by stage', async () => {
    await untilPublish();
    await apply(damaged(2, 1, [0]));
    await apply(damaged(1, 0, [2]));
    expect((await state()).stages.map(({ status }) => status)).toEqual(['running', 'waiting', 'waiting']);
    await apply(succeeded(0, 2));
    await apply(succeeded(1, 0));
    sent = [];
    await apply(succeeded(1, 0));
    expect(work()).toEqual([[2, 0, 1]]);
    await apply(succeeded(2, 0));
    expect((await state()).status).toBe('succeeded');
  });

  it('are sent for again when told of twice, and counted once', async () => {
    await untilPublish();
    await apply(damaged(2, 1, [1]));
    await apply(damaged(2, 1, [1]));
    expect(work()).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    await apply(succeeded(1, 1), succeeded(1, 1));
    expect((await progress(1))?.result.recordCount).toBe(3);
  });

  it('end a run that is being stopped', async () => {
    await untilPublish();
    await apply(stop(), damaged(2, 1, [0]));
    expect((await state()).status).toBe('stopped');
  });
});

describe('the phase of a task', () => {
  it('follows its run', async () => {
    const phases: string[] = [];
    const step = async (event: RunEvent) => {
      await apply(event);
      phases.push((await task()).status);
    };
    for (const event of [planned(0, 1), succeeded(0, 0), planned(1, 0), planned(2, 1), succeeded(2, 0)])
      await step(event);
    expect(phases).toEqual(['running', 'running', 'generating', 'generating', 'generated']);
  });
});

describe('notices', () => {
  it('tell of the start, each stage and the end of a run', async () => {
    await apply(planned(0, 1), succeeded(0, 0), planned(1, 0), planned(2, 1), succeeded(2, 0));
    expect(notices.map(({ type, stage }) => [type, stage?.index])).toEqual([
      ['run-started', undefined],
      ['stage-done', 0],
      ['stage-done', 1],
      ['stage-done', 2],
      ['run-succeeded', undefined],
    ]);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(5);
  });

  it('of a failure name its code, and nothing is left to be sent', async () => {
    await apply(planned(0, 1), failed(0, 0));
    expect(notices.at(-1)).toMatchObject({ type: 'run-failed', error: { code: 'ModelArts.72020067' } });
    expect(await documents.listOutboxes()).toEqual([]);
  });

  it('that could not be sent hold nothing up, and are sent by the sweep', async () => {
    const silent = { ...ports(), notices: { send: async () => Promise.reject(new Error('no answer')) } };
    expect(await coordinate(silent, [planned(0, 1), failed(0, 0)])).toEqual({ failed: [] });
    notices = [];
    await sweep(ports(), { stalledAfterSeconds: 3600 });
    expect(notices).toEqual([]);
    now += 60_000;
    await sweep(ports(), { stalledAfterSeconds: 3600 });
    expect(notices.map(({ type }) => type)).toEqual(['run-failed']);
    await sweep(ports(), { stalledAfterSeconds: 3600 });
    expect(notices).toHaveLength(1);
  });

  it('are not kept where nobody listens', async () => {
    const { notices: _nobody, ...deaf } = ports();
    await coordinate(deaf, [planned(0, 1), failed(0, 0)]);
    expect(await documents.listOutboxes()).toEqual([]);
  });
});
