import { beforeAll, describe, expect, it } from 'vitest';
import type { Connection, DocumentByKind, Schedule } from '../../lib/model/document.ts';
import type { Run } from '../../lib/model/run.ts';
import type { Trace } from '../../lib/model/trace.ts';
import { type DocumentStore, RevisionConflict, type Write } from '../../lib/ports/document-store.ts';
import type { TraceStore } from '../../lib/ports/trace-store.ts';
import { connectionDocument, datasetDocument, runDocument, taskDocument } from '../unit/engine-documents.ts';

export interface Stores {
  readonly documents: DocumentStore;
  readonly traces: TraceStore;
}

/** What every document store must do, with the trace store that reads what it commits. `open` gives empty ones. */
export const describeDocumentStore = (name: string, open: () => Promise<Stores>): void => {
  describe(name, () => {
    let documents: DocumentStore;
    let traces: TraceStore;
    beforeAll(async () => {
      ({ documents, traces } = await open());
    });

    it('finds each kind of document as it was committed, at revision 1', async () => {
      const run = runOf('run-kinds', {
        error: { code: 'ModelArts.72060087', message: 'm', details: { line: 7 } },
      });
      const writes: readonly Write[] = [
        { kind: 'run', document: run, expectedRevision: 0 },
        { kind: 'stage', document: stageOf(run), expectedRevision: 0 },
        { kind: 'connection', document: connectionDocument(run), expectedRevision: 0 },
        { kind: 'task', document: taskDocument(run), expectedRevision: 0 },
        { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 },
      ];
      await documents.commit(writes, []);
      for (const { kind, document } of writes) {
        expect(await documents.find(kind, document.workspace, document.id)).toEqual({
          document,
          revision: 1,
        });
      }
      expect(await documents.findRun('run-kinds')).toEqual({ document: run, revision: 1 });
    });

    it('finds nothing that is not there, and nothing of another workspace', async () => {
      const run = runOf('run-elsewhere', { workspace: 'elsewhere' });
      await documents.commit([{ kind: 'run', document: run, expectedRevision: 0 }], []);
      expect(await documents.find('run', 'elsewhere', 'run-elsewhere')).toBeDefined();
      expect(await documents.find('run', 'default', 'run-elsewhere')).toBeUndefined();
      expect(await documents.find('task', 'default', 'no-such-task')).toBeUndefined();
      expect(await documents.findRun('no-such-run')).toBeUndefined();
    });

    it('refuses a write at any revision but the one that is there', async () => {
      const run = runOf('run-revisions');
      const write = (expectedRevision: number) =>
        documents.commit([{ kind: 'run', document: run, expectedRevision }], []);
      await expect(write(1)).rejects.toBeInstanceOf(RevisionConflict);
      await write(0);
      await expect(write(0)).rejects.toBeInstanceOf(RevisionConflict);
      await expect(write(2)).rejects.toBeInstanceOf(RevisionConflict);
      await write(1);
      expect((await documents.findRun(run.id))?.revision).toBe(2);
    });

    it('commits all writes and traces, or none', async () => {
      const run = runOf('run-atomic');
      await documents.commit([{ kind: 'run', document: run, expectedRevision: 0 }], []);
      const mixed: readonly Write[] = [
        { kind: 'stage', document: stageOf(run), expectedRevision: 0 },
        { kind: 'run', document: { ...run, user: 'bob' }, expectedRevision: 7 },
      ];
      await expect(documents.commit(mixed, [traceOf('atomic', 0)])).rejects.toBeInstanceOf(RevisionConflict);
      expect(await documents.find('stage', 'default', `${run.id}#0`)).toBeUndefined();
      expect((await documents.findRun(run.id))?.document.user).toBe('ann');
      const page = await traces.list(
        { workspace: 'default', resource_id: 'atomic' },
        { limit: 10, offset: 0 },
      );
      expect(page.total).toBe(0);
    });

    it('lets exactly one of several commits at one revision win', async () => {
      const run = runOf('run-race');
      await documents.commit([{ kind: 'run', document: run, expectedRevision: 0 }], []);
      for (let revision = 1; revision <= 5; revision++) {
        const results = await Promise.allSettled(
          Array.from({ length: 8 }, (_, index) => {
            const document = { ...run, user: `user-${index}` };
            return documents.commit(
              [{ kind: 'run', document, expectedRevision: revision }],
              [traceOf('race', revision * 100 + index)],
            );
          }),
        );
        const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
        expect(winners).toHaveLength(1);
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(RevisionConflict);
        }
        const found = await documents.findRun(run.id);
        expect(found).toMatchObject({ revision: revision + 1, document: { user: `user-${winners[0]}` } });
      }
      const page = await traces.list(
        { workspace: 'default', resource_id: 'race' },
        { limit: 100, offset: 0 },
      );
      expect(page.total).toBe(5);
    });

    it('takes twenty writes and fifty traces at once', async () => {
      const writes = Array.from({ length: 20 }, (_, index): Write => {
        const document = connectionOf(`full-${index}`, { workspace: 'full' });
        return { kind: 'connection', document, expectedRevision: 0 };
      });
      await documents.commit(
        writes,
        Array.from({ length: 50 }, (_, index) => traceOf('full', index)),
      );
      const page = await documents.list('connection', 'full', { limit: 5, offset: 0 });
      expect([page.items.length, page.total]).toEqual([5, 20]);
    });

    it('lists the documents of a kind and workspace, newest first, a page at a time', async () => {
      for (const [index, createdAt] of [2000, 5000, 3000, 4000].entries()) {
        const document = connectionOf(`listed-${index}`, { workspace: 'lists', createdAt });
        await documents.commit([{ kind: 'connection', document, expectedRevision: 0 }], []);
      }
      const task = { ...taskDocument(runOf('run-lists')), workspace: 'lists' };
      await documents.commit([{ kind: 'task', document: task, expectedRevision: 0 }], []);
      const page = async (limit: number, offset: number) => {
        const { items, total } = await documents.list('connection', 'lists', { limit, offset });
        return [total, ...items.map(({ createdAt }) => createdAt)];
      };
      expect(await page(10, 0)).toEqual([4, 5000, 4000, 3000, 2000]);
      expect(await page(2, 1)).toEqual([4, 4000, 3000]);
      expect(await page(2, 4)).toEqual([4]);
      expect(await documents.list('dataset', 'lists', { limit: 1, offset: 0 })).toEqual({
        items: [],
        total: 0,
      });
    });

    it('lists the runs that are under way, whatever their workspace, the longest unchanged first', async () => {
      const commit = (run: Run, expectedRevision: number) =>
        documents.commit([{ kind: 'run', document: run, expectedRevision }], []);
      await commit(runOf('r-1', { updatedAt: 30, workspace: 'one' }), 0);
      await commit(runOf('r-2', { updatedAt: 10, workspace: 'two' }), 0);
      await commit(runOf('r-3', { updatedAt: 20 }), 0);
      await commit(runOf('r-4', { updatedAt: 5, status: 'failed' }), 0);
      const ids = async () =>
        (await documents.listRunning()).map(({ id }) => id).filter((id) => id.startsWith('r-'));
      expect(await ids()).toEqual(['r-2', 'r-3', 'r-1']);
      await commit(runOf('r-2', { updatedAt: 40, workspace: 'two', status: 'stopping' }), 1);
      await commit(runOf('r-3', { updatedAt: 50, status: 'succeeded' }), 1);
      expect(await ids()).toEqual(['r-1', 'r-2']);
    });

    it('lists the connections that wait for files, the longest unchanged first', async () => {
      const commit = (connection: Connection, expectedRevision: number) =>
        documents.commit([{ kind: 'connection', document: connection, expectedRevision }], []);
      await commit(connectionOf('w#1', { status: 'pending', updatedAt: 20, workspace: 'one' }), 0);
      await commit(connectionOf('w-2', { status: 'pending', updatedAt: 10 }), 0);
      await commit(connectionOf('w-3', { status: 'failed', updatedAt: 10 }), 0);
      expect((await documents.listWaiting()).map(({ id }) => id)).toEqual(['w-2', 'w#1']);
      await commit(connectionOf('w-2', { status: 'running', updatedAt: 30 }), 1);
      expect((await documents.listWaiting()).map(({ id }) => id)).toEqual(['w#1']);
    });

    it('lists the outboxes that are there, oldest first, until they are taken away', async () => {
      const run = runOf('run-outbox');
      const outboxOf = (revision: number, createdAt: number) => ({
        id: `${run.id}@${revision}`,
        workspace: revision === 1 ? 'default' : 'other',
        notices: [
          {
            id: `${run.id}/${revision}`,
            type: 'run-started' as const,
            time: createdAt,
            workspace: 'default',
            run: run.id,
            kind: run.kind,
            parent: run.parent,
            output: run.output,
          },
        ],
        createdAt,
        updatedAt: createdAt,
      });
      const [late, early] = [outboxOf(1, 20), outboxOf(2, 10)];
      for (const document of [late, early]) {
        await documents.commit([{ kind: 'outbox', document, expectedRevision: 0 }], []);
      }
      expect(await documents.listOutboxes()).toEqual([early, late]);
      expect((await documents.find('outbox', 'other', early.id))?.document).toEqual(early);
      const removal = { kind: 'outbox', document: early, expectedRevision: 1, isRemoval: true } as const;
      await documents.commit([removal], []);
      expect(await documents.listOutboxes()).toEqual([late]);
      await expect(documents.commit([removal], [])).rejects.toBeInstanceOf(RevisionConflict);
    });

    it('takes a document away, from its lists too, and lets another have its name', async () => {
      const schedule = scheduleOf('gone', { nextAt: 10 });
      await documents.commit([{ kind: 'schedule', document: schedule, expectedRevision: 0 }], []);
      const removal = { kind: 'schedule', document: schedule, expectedRevision: 1, isRemoval: true } as const;
      await documents.commit([removal], []);
      expect(await documents.find('schedule', 'default', 'gone')).toBeUndefined();
      expect((await documents.listScheduled()).map(({ id }) => id)).not.toContain('gone');
      const { total } = await documents.list('schedule', 'default', { limit: 10, offset: 0 });
      expect(total).toBe(0);
      await documents.commit([{ kind: 'schedule', document: schedule, expectedRevision: 0 }], []);
      expect((await documents.find('schedule', 'default', 'gone'))?.revision).toBe(1);
    });

    it('lists the schedules that are enabled, the one that is due next first', async () => {
      const commit = (document: Schedule) =>
        documents.commit([{ kind: 'schedule', document, expectedRevision: 0 }], []);
      await commit(scheduleOf('due-later', { nextAt: 30 }));
      await commit(scheduleOf('due-soon', { nextAt: 20, workspace: 'one' }));
      await commit(scheduleOf('never-due', {}));
      await commit(scheduleOf('disabled', { nextAt: 5, status: 'disabled' }));
      const ids = (await documents.listScheduled()).map(({ id }) => id).filter((id) => id !== 'gone');
      expect(ids).toEqual(['due-soon', 'due-later', 'never-due']);
    });

    it('keeps the progress of a stage of 100,000 shards', async () => {
      const run = runOf('run-large');
      const doneBits = Buffer.alloc(12_500, 255).toString('base64');
      const document = { ...stageOf(run), shardCount: 100_000, doneCount: 100_000, doneBits };
      await documents.commit([{ kind: 'stage', document, expectedRevision: 0 }], []);
      expect((await documents.find('stage', 'default', document.id))?.document).toEqual(document);
    });

    it('lists traces newest first, filtered, a page at a time', async () => {
      const committed = Array.from({ length: 6 }, (_, index) =>
        traceOf('traced', index, { workspace_id: 'traced' }),
      );
      await documents.commit([], [...committed.slice(3), ...committed.slice(0, 3)]);
      await documents.commit([], [traceOf('other', 99, { workspace_id: 'traced', user: 'bob' })]);
      const list = async (filter: object, page = { limit: 10, offset: 0 }) => {
        const { items, total } = await traces.list({ workspace: 'traced', ...filter }, page);
        return [total, ...items.map(({ time }) => time - startedAt)];
      };
      expect(await list({ resource_id: 'traced' })).toEqual([6, 5, 4, 3, 2, 1, 0]);
      expect(await list({ resource_id: 'traced' }, { limit: 2, offset: 3 })).toEqual([6, 2, 1]);
      expect(await list({ user: 'bob' })).toEqual([1, 99]);
      expect(await list({ from: startedAt + 2, to: startedAt + 4 })).toEqual([2, 3, 2]);
      expect(await list({ trace_name: 'failRefineJob' })).toEqual([0]);
      const { items } = await traces.list({ workspace: 'traced', user: 'ann' }, { limit: 1, offset: 0 });
      expect(items[0]).toEqual(committed[5]);
    });

    it('keeps one trace where the same trace is committed twice', async () => {
      const trace = traceOf('twice', 1);
      await documents.commit([], [trace]);
      await documents.commit([], [trace]);
      const page = await traces.list(
        { workspace: 'default', resource_id: 'twice' },
        { limit: 10, offset: 0 },
      );
      expect(page).toEqual({ items: [trace], total: 1 });
    });
  });
};

/** Within the days that traces are kept. */
const startedAt = Date.now() - 3_600_000;

const runOf = (id: string, change: Partial<Run> = {}): Run => ({ ...runDocument(), id, ...change });

const connectionOf = (id: string, change: Partial<Connection> = {}): Connection => ({
  ...connectionDocument(runOf('run-of')),
  id,
  ...change,
});

const stageOf = (run: Run): DocumentByKind['stage'] => ({
  id: `${run.id}#0`,
  workspace: run.workspace,
  runId: run.id,
  stage: 0,
  attempt: 1,
  shardCount: 2,
  doneBits: 'AQ==',
  doneCount: 1,
  attemptByShard: { 1: 2 },
  firstAttempt: 1,
  sentCount: 2,
  sends: [{ from: 0, by: 1 }],
  redo: [],
  result: { recordCount: 1, rejectedCount: 0, sizeBytes: 2, format: 'mixed', operators: [] },
});

const traceOf = (resourceId: string, offset: number, change: Partial<Trace> = {}): Trace => ({
  trace_id: `${String(startedAt + offset).padStart(15, '0')}-${resourceId}`,
  time: startedAt + offset,
  trace_name: 'startRefineJob',
  trace_rating: 'normal',
  resource_type: 'refineJob',
  resource_id: resourceId,
  resource_name: 'a name',
  workspace_id: 'default',
  user: 'ann',
  request: { dataset: 'source', version: 1 },
  ...change,
});

const scheduleOf = (id: string, changes: Partial<Schedule>): Schedule => ({
  id,
  workspace: 'default',
  user: 'ann',
  name: id,
  expression: 'rate(5 minutes)',
  target: { kind: 'task', id: 'task-1' },
  status: 'enabled',
  createdAt: 1000,
  updatedAt: 1000,
  ...changes,
});
