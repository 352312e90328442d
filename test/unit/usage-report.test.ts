import { beforeEach, describe, expect, it } from 'vitest';
import { emptyResult } from '../../lib/engine/stage-result.ts';
import { handleRequest } from '../../lib/http/handle-request.ts';
import type { OperatorCounts, Run, StageKind, StageResult, Usage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { controlWork } from '../../lib/usage/control-work.ts';
import { priceUsage } from '../../lib/usage/price-usage.ts';
import { usageReport } from '../../lib/usage/usage-report.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 21, 12);

const usageOf = (vcpuSeconds: number): Usage => ({
  vcpuSeconds,
  requestCount: 10,
  readBytes: 1000,
  writtenBytes: 500,
});

const countsOf = (operatorId: string, seconds: number): OperatorCounts => ({
  operatorId,
  inCount: 100,
  outCount: 90,
  hitCount: 10,
  changedByReason: {},
  droppedByReason: { too_short: 10 },
  rejectedCount: 0,
  seconds,
});

const metered = (kind: StageKind, result: Partial<StageResult>) => ({
  kind,
  shardCount: 1,
  result: { ...emptyResult, ...result },
});

describe('a priced usage', () => {
  it('costs what the memory of its vCPUs and its requests cost', () => {
    const { compute, objectRequests, total } = priceUsage({ ...usageOf(3600), requestCount: 1000 });
    // An hour of 1,769 MB on arm64, and a thousand writes.
    expect(compute).toBeCloseTo(3600 * (1769 / 1024) * 0.0000133334, 9);
    expect(objectRequests).toBeCloseTo(0.005, 9);
    expect(total).toBeCloseTo(compute + objectRequests, 12);
  });

  it('costs more by what keeping account of its messages takes', () => {
    const free = priceUsage(usageOf(1));
    const accounted = priceUsage(usageOf(1), controlWork([1000]));
    expect(accounted.control).toBeGreaterThan(0);
    expect(accounted.total).toBeCloseTo(free.total + accounted.control, 12);
  });

  it('costs nothing when nothing was used', () => {
    expect(
      priceUsage({ vcpuSeconds: 0, requestCount: 0, readBytes: 0, writtenBytes: 0 }, controlWork([])).total,
    ).toBe(0);
  });
});

describe('the usage of a report', () => {
  it('adds up stages, and takes one from before there was a meter for nothing', () => {
    const stages = [metered('refine', { usage: usageOf(1.5) }), metered('publish', {})];
    expect(usageReport(stages).usage).toEqual({
      vcpu_seconds: 1.5,
      request_count: 10,
      read_bytes: 1000,
      written_bytes: 500,
    });
  });
});

let documents: MemoryDocumentStore;
beforeEach(() => {
  documents = new MemoryDocumentStore();
});

const addRun = async (id: string, createdAt: number, vcpuSeconds: number): Promise<void> => {
  const run: Run = {
    id,
    kind: 'refine',
    mode: 'quarantine',
    publish: true,
    workspace: 'default',
    user: 'ann',
    parent: { kind: 'task', id: 'task-1', name: 'a task' },
    status: 'running',
    stages: [
      { kind: 'refine', status: 'running', shardCount: 4, doneCount: 2 },
      { kind: 'publish', status: 'waiting', shardCount: 0, doneCount: 0 },
    ],
    stageIndex: 0,
    output: { dataset: 'clean', version: 1 },
    window: 10,
    createdAt,
    updatedAt: createdAt,
  };
  const stage = {
    id: `${id}#0`,
    workspace: 'default',
    runId: id,
    stage: 0,
    attempt: 1,
    firstAttempt: 1,
    shardCount: 4,
    doneBits: 'Aw==',
    doneCount: 2,
    attemptByShard: {},
    sentCount: 4,
    sends: [],
    redo: [],
    result: {
      ...emptyResult,
      usage: usageOf(vcpuSeconds),
      operators: [countsOf('text-length-filtering', 0.25)],
    },
  };
  await documents.commit(
    [
      { kind: 'run', document: run, expectedRevision: 0 },
      { kind: 'stage', document: stage, expectedRevision: 0 },
    ],
    [],
  );
};

const get = (path: string, query: Record<string, string> = {}) =>
  handleRequest(
    {
      documents,
      objects: new MemoryObjectStore(),
      traces: new MemoryTraceStore(documents),
      work: { send: async () => {} },
      events: { send: async () => {} },
      clock: { now: () => now },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    },
    {
      method: 'GET',
      path: `/v2/default${path}`,
      query,
      body: undefined,
      user: 'ann',
      requestId: 'request-1',
    },
  );

describe('GET runs/{id}/usage', () => {
  it('shows what a run that is under way has used so far, by stage and by operator', async () => {
    await addRun('run-1', now, 2);
    const { status, body } = await get('/runs/run-1/usage');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      run: 'run-1',
      basis: 'metered',
      usage: { vcpu_seconds: 2, request_count: 10 },
      cost: { currency: 'USD' },
      stages: [{ kind: 'refine', shard_count: 4, is_metered: true, usage: { vcpu_seconds: 2 } }],
      operators: [{ operator: 'text-length-filtering', in: 100, vcpu_seconds: 0.25 }],
    });
  });

  it('answers with 72020020 for a run that is not there', async () => {
    expect((await get('/runs/nobody/usage')).body).toMatchObject({ error_code: 'ModelArts.72020020' });
  });
});

describe('GET usage', () => {
  it('adds up the runs of a period by day and by operator', async () => {
    await addRun('run-1', now - 2 * day, 1);
    await addRun('run-2', now - 1000, 2);
    await addRun('run-3', now, 4);
    await addRun('run-old', now - 40 * day, 100);
    const { body } = await get('/usage');
    expect(body).toMatchObject({
      run_count: 3,
      usage: { vcpu_seconds: 7, request_count: 30 },
      days: [
        { day: '2026-11-19', run_count: 1, usage: { vcpu_seconds: 1 } },
        { day: '2026-11-21', run_count: 2, usage: { vcpu_seconds: 6 } },
      ],
      operators: [{ operator: 'text-length-filtering', records: 300, vcpu_seconds: 0.75 }],
    });
  });

  it('takes runs from the start of a period, included, to its end, left out', async () => {
    await addRun('run-1', now, 1);
    const countOf = async (from: number, to: number) =>
      ((await get('/usage', { from: String(from), to: String(to) })).body as { run_count: number }).run_count;
    expect(await countOf(now, now + 1)).toBe(1);
    expect(await countOf(now - 1, now)).toBe(0);
  });

  it('shows nothing of another workspace', async () => {
    await addRun('run-1', now, 1);
    expect((await get('/usage', { workspace_id: 'other' })).body).toMatchObject({ run_count: 0, days: [] });
  });

  it.each([
    [{ from: '5', to: '5' }, 'from'],
    [{ from: '0', to: String(400 * day) }, 'from'],
    [{ from: 'yesterday' }, 'from'],
    [{ to: '1e300' }, 'to'],
  ])('refuses the period %j', async (query, argument) => {
    expect((await get('/usage', query)).body).toMatchObject({
      error_code: 'ModelArts.72060001',
      details: { argument },
    });
  });
});
