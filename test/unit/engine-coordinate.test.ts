import { beforeEach, describe, expect, it } from 'vitest';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import type { Connection, Dataset, Task } from '../../lib/model/document.ts';
import type { Run, RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { RevisionConflict, type Write } from '../../lib/ports/document-store.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import {
  connectionDocument,
  datasetDocument,
  runDocument,
  shardResult,
  taskDocument,
} from './engine-documents.ts';

let documents: MemoryDocumentStore;
let sent: { readonly messages: readonly WorkMessage[]; readonly delaySeconds: number }[];
let logged: string[];
let clock: { time: number; now(): number };

const ports = () => ({
  documents,
  work: {
    send: async (messages: readonly WorkMessage[], delaySeconds = 0) => {
      sent.push({ messages, delaySeconds });
    },
  },
  clock,
  log: { info: () => {}, warn: (m: string) => logged.push(m), error: (m: string) => logged.push(m) },
});

beforeEach(() => {
  documents = new MemoryDocumentStore();
  sent = [];
  logged = [];
  clock = { time: 2000, now: () => clock.time };
});

const companionsOf = (run: Run): readonly Write[] => [
  run.parent.kind === 'connection'
    ? { kind: 'connection', document: connectionDocument(run), expectedRevision: 0 }
    : { kind: 'task', document: taskDocument(run), expectedRevision: 0 },
  { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 },
];

const createdRun = async (options: Parameters<typeof runDocument>[0] = {}, id = 'run-1'): Promise<Run> => {
  const template = runDocument(options);
  const run: Run = {
    ...template,
    id,
    parent: { ...template.parent, id: `parent-of-${id}` },
    output: { ...template.output, dataset: `output-of-${id}` },
  };
  await createRun(ports(), run, { writes: companionsOf(run), traces: [] });
  return run;
};

const planned = (runId: string, stage: number, shardCount: number): RunEvent => ({
  type: 'stage-planned',
  runId,
  stage,
  attempt: 1,
  shardCount,
});

const succeeded = (runId: string, stage: number, shard: number): RunEvent => ({
  type: 'shard-succeeded',
  runId,
  stage,
  attempt: 1,
  shard,
  result: { ...shardResult({ hasRejects: false }, 'refine', shard), format: 'alpaca' },
});

const failed = (runId: string, stage: number, shard: number, isRetryable = false): RunEvent => ({
  type: 'work-failed',
  runId,
  stage,
  attempt: 1,
  shard,
  isRetryable,
  error: { code: 'ModelArts.72060087', message: 'Field is missing.', details: { file: 'a.jsonl', line: 3 } },
});

const succeed = (runId: string) =>
  coordinate(
    ports(),
    [0, 1, 2].flatMap((stage) => [planned(runId, stage, 1), succeeded(runId, stage, 0)]),
  );

const find = async <T>(kind: 'run' | 'task' | 'connection' | 'dataset', id: string): Promise<T | undefined> =>
  (await documents.find(kind, 'default', id))?.document as T | undefined;

describe('createRun', () => {
  it('commits the run with its companions and sends the planning of its first stage', async () => {
    const run = await createdRun({ kind: 'import' });
    expect(await find<Run>('run', run.id)).toMatchObject({
      stageIndex: 0,
      stages: [{ status: 'planning', startedAt: 1000 }, { status: 'waiting' }, { status: 'waiting' }],
    });
    expect(await find<Dataset>('dataset', run.output.dataset)).toMatchObject({ status: 'creating' });
    expect(sent).toEqual([
      {
        messages: [{ runId: run.id, stage: 0, kind: 'validate', shard: 'plan', attempt: 1 }],
        delaySeconds: 0,
      },
    ]);
    expect(documents.traces().map(({ trace_name }) => trace_name)).toEqual(['startRunStage']);
  });

  it('only sends again when the run exists, and not even that once it is under way', async () => {
    const run = await createdRun();
    const again = { writes: companionsOf(run), traces: [] };
    await createRun(ports(), run, again);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(documents.traces()).toHaveLength(1);
    await coordinate(ports(), [planned(run.id, 0, 2)]);
    sent = [];
    await createRun(ports(), run, again);
    expect(sent).toEqual([]);
  });

  it('refuses when another document has moved on, and sends nothing', async () => {
    const run = runDocument();
    const stale: readonly Write[] = [{ kind: 'task', document: taskDocument(run), expectedRevision: 3 }];
    const create = createRun(ports(), run, { writes: stale, traces: [] });
    await expect(create).rejects.toBeInstanceOf(RevisionConflict);
    expect(sent).toEqual([]);
    expect(await documents.findRun(run.id)).toBeUndefined();
  });
});

describe('coordinate', () => {
  it('applies the events of one run in one commit and sends what follows', async () => {
    const run = await createdRun();
    sent = [];
    await coordinate(ports(), [planned(run.id, 0, 3)]);
    expect(
      await coordinate(
        ports(),
        [0, 1, 2].map((shard) => succeeded(run.id, 0, shard)),
      ),
    ).toEqual({ failed: [] });
    expect((await documents.findRun(run.id))?.revision).toBe(3);
    expect(sent.map(({ messages }) => messages.map(({ stage, shard }) => [stage, shard]))).toEqual([
      [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
      [[1, 'plan']],
    ]);
  });

  it('takes more events than one commit holds', async () => {
    const run = await createdRun();
    await coordinate(ports(), [planned(run.id, 0, 200)]);
    const events = Array.from({ length: 200 }, (_, shard) => failed(run.id, 0, shard, true));
    expect(await coordinate(ports(), events)).toEqual({ failed: [] });
    const stage = (await documents.find('stage', 'default', `${run.id}#0`))?.document;
    expect(Object.keys(stage?.attemptByShard ?? {})).toHaveLength(200);
  });

  it('sends a large stage in bounded calls, each shard once', async () => {
    const run = await createdRun({ window: 2500 });
    sent = [];
    await coordinate(ports(), [planned(run.id, 0, 3000), planned(run.id, 0, 3000)]);
    expect(sent.map(({ messages }) => messages.length)).toEqual([1000, 1000, 500]);
  });

  it('gives the events back whose run it cannot move, and applies those of other runs', async () => {
    const run = await createdRun();
    const unknown = planned('no-such-run', 0, 1);
    expect(await coordinate(ports(), [unknown, planned(run.id, 0, 1)])).toEqual({ failed: [unknown] });
    expect((await find<Run>('run', run.id))?.stages[0]?.status).toBe('running');
    expect(logged).toHaveLength(1);
  });

  it('gives the events back whose work could not be sent, and sends it when they come again', async () => {
    const run = await createdRun();
    const events = [planned(run.id, 0, 1)];
    const broken = { ...ports(), work: { send: () => Promise.reject(new Error('queue is down')) } };
    expect(await coordinate(broken, events)).toEqual({ failed: events });
    sent = [];
    expect(await coordinate(ports(), events)).toEqual({ failed: [] });
    expect(sent.map(({ messages }) => messages.length)).toEqual([1]);
    expect((await documents.findRun(run.id))?.revision).toBe(2);
  });

  it('commits nothing for an event that comes too late', async () => {
    const run = await createdRun();
    await coordinate(ports(), [planned(run.id, 0, 2), succeeded(run.id, 0, 0)]);
    const before = await documents.findRun(run.id);
    clock.time += 1000;
    await coordinate(ports(), [succeeded(run.id, 0, 0)]);
    expect(await documents.findRun(run.id)).toEqual(before);
  });

  it('decides again when a commit comes between its reading of the run and of the stage', async () => {
    const run = await createdRun();
    await coordinate(ports(), [planned(run.id, 0, 2), succeeded(run.id, 0, 0)]);
    sent = [];
    // Between the two reads the other coordinator commits the last shard, and dies before it sends.
    let hasMoved = false;
    const find: typeof documents.find = async (kind, workspace, id) => {
      if (kind === 'stage' && !hasMoved) {
        hasMoved = true;
        const dying = { ...ports(), work: { send: () => Promise.reject(new Error('died')) } };
        await coordinate(dying, [succeeded(run.id, 0, 1)]);
      }
      return documents.find(kind, workspace, id);
    };
    const interrupted = {
      ...ports(),
      documents: Object.assign(Object.create(documents), {
        find,
        findRun: (id: string) => documents.findRun(id),
        commit: (writes: readonly Write[]) => documents.commit(writes, []),
      }),
    };
    expect(await coordinate(interrupted, [succeeded(run.id, 0, 1)])).toEqual({ failed: [] });
    expect(sent.flatMap(({ messages }) => messages)).toMatchObject([{ stage: 1, shard: 'plan' }]);
  });

  it('brings the data set online and marks the task when a refining run succeeds', async () => {
    const run = await createdRun();
    await succeed(run.id);
    expect(await find<Task>('task', run.parent.id)).toMatchObject({ status: 'generated' });
    expect(await find<Dataset>('dataset', run.output.dataset)).toMatchObject({
      status: 'online',
      version: 1,
      recordCount: 1,
      sizeBytes: 100,
      format: 'alpaca',
    });
  });

  it('leaves the data set offline when the version is not to be published', async () => {
    const template = runDocument({ kind: 'import' });
    const run: Run = { ...template, publish: false };
    await createRun(ports(), run, { writes: companionsOf(run), traces: [] });
    await succeed(run.id);
    expect(await find<Connection>('connection', run.parent.id)).toMatchObject({ status: 'success' });
    expect(await find<Dataset>('dataset', run.output.dataset)).toMatchObject({
      status: 'offline',
      version: 1,
    });
  });

  it('tells the connection why its run failed, and frees nothing of the name', async () => {
    const run = await createdRun({ kind: 'import' });
    await coordinate(ports(), [planned(run.id, 0, 1), failed(run.id, 0, 0)]);
    expect(await find<Connection>('connection', run.parent.id)).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72060087', details: { file: 'a.jsonl', line: 3 } },
    });
    expect(await find<Dataset>('dataset', run.output.dataset)).toMatchObject({
      status: 'failed',
      version: 0,
    });
  });

  it('leaves the versions of a data set alone when a run for a new one fails', async () => {
    const run = await createdRun({ version: 2 });
    const dataset: Dataset = { ...datasetDocument(run), status: 'online', version: 1, recordCount: 5 };
    await documents.commit([{ kind: 'dataset', document: dataset, expectedRevision: 1 }], []);
    await coordinate(ports(), [planned(run.id, 0, 1), failed(run.id, 0, 0)]);
    expect(await find<Dataset>('dataset', run.output.dataset)).toEqual(dataset);
    expect(await find<Task>('task', run.parent.id)).toMatchObject({ status: 'failed' });
  });

  it('does not tell a parent, nor its data set, of the failure of a run that a newer one has replaced', async () => {
    const run = await createdRun();
    const task: Task = { ...taskDocument(run), latestRun: 'run-2' };
    await documents.commit([{ kind: 'task', document: task, expectedRevision: 1 }], []);
    await coordinate(ports(), [planned(run.id, 0, 1), failed(run.id, 0, 0)]);
    expect(await find<Task>('task', run.parent.id)).toEqual(task);
    expect(await find<Dataset>('dataset', run.output.dataset)).toMatchObject({ status: 'creating' });
    expect(await find<Run>('run', run.id)).toMatchObject({ status: 'failed' });
  });

  it('numbers traces so that they sort by time and no commit can leave two of one', async () => {
    const run = await createdRun();
    clock.time = 3000;
    await succeed(run.id);
    const ids = documents.traces().map(({ trace_id }) => trace_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe('000000000001000-run-1-00000001-00');
    expect(ids[1]).toBe('000000000003000-run-1-00000002-00');
    expect(documents.traces().map(({ time }) => time)).toEqual([1000, ...Array(8).fill(3000)]);
  });
});

describe('sweep', () => {
  const stalledAfterSeconds = 300;

  it('sends the work of a run again that has made no progress for long, after pauses that double', async () => {
    const run = await createdRun();
    await coordinate(ports(), [planned(run.id, 0, 3), succeeded(run.id, 0, 1), failed(run.id, 0, 2, true)]);
    const startedAt = clock.time;
    const sweepAfter = async (seconds: number) => {
      sent = [];
      clock.time = startedAt + seconds * 1000;
      await sweep(ports(), { stalledAfterSeconds });
      return sent.flatMap(({ messages }) => messages.map(({ shard, attempt }) => [shard, attempt]));
    };
    const undone = [
      [0, 1],
      [2, 2],
    ];
    expect(await sweepAfter(299)).toEqual([]);
    expect(await sweepAfter(300)).toEqual(undone);
    expect(await sweepAfter(599)).toEqual([]);
    expect(await sweepAfter(600)).toEqual(undone);
    expect(await sweepAfter(1199)).toEqual([]);
    expect(await sweepAfter(1200)).toEqual(undone);
    await coordinate(ports(), [succeeded(run.id, 0, 0)]);
    expect(await sweepAfter(1499)).toEqual([]);
    expect(await sweepAfter(1500)).toEqual([[2, 2]]);
  });

  it.each([
    ['planning', () => []],
    ['shards', (id: string) => [planned(id, 0, 2), succeeded(id, 0, 0)]],
  ])(
    'fails a run whose %s nobody has answered for a day, as work may kill its worker every time',
    async (_, events) => {
      const run = await createdRun();
      await coordinate(ports(), events(run.id));
      const { updatedAt = 0 } = (await find<Run>('run', run.id)) ?? {};
      clock.time = updatedAt + 86_399_000;
      await sweep(ports(), { stalledAfterSeconds });
      expect((await find<Run>('run', run.id))?.status).toBe('running');
      clock.time += 1000;
      await sweep(ports(), { stalledAfterSeconds });
      expect(await find<Run>('run', run.id)).toMatchObject({
        status: 'failed',
        error: {
          code: 'ModelArts.72020000',
          details: { reason: 'no worker has answered for 86400 seconds' },
        },
      });
      expect(await find<Task>('task', run.parent.id)).toMatchObject({ status: 'failed' });
    },
  );

  it('leaves runs alone that have ended', async () => {
    const run = await createdRun();
    await succeed(run.id);
    sent = [];
    clock.time += 301_000;
    await sweep(ports(), { stalledAfterSeconds });
    expect(sent).toEqual([]);
  });

  it('goes on to the next run when one cannot be swept', async () => {
    await createdRun({}, 'run-1');
    await createdRun({}, 'run-2');
    sent = [];
    clock.time += 301_000;
    const send = async (messages: readonly WorkMessage[]) => {
      if (messages[0]?.runId === 'run-1') throw new Error('queue is down');
      sent.push({ messages, delaySeconds: 0 });
    };
    await sweep({ ...ports(), work: { send } }, { stalledAfterSeconds });
    expect(sent.flatMap(({ messages }) => messages.map(({ runId }) => runId))).toEqual(['run-2']);
    expect(logged).toContain('a stalled run could not be swept');
  });
});
