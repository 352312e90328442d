import { describe, expect, it } from 'vitest';
import { deleteConnection } from '../../lib/import/delete-connection.ts';
import { editConnection } from '../../lib/import/edit-connection.ts';
import { retryConnection } from '../../lib/import/retry-connection.ts';
import { stopConnection } from '../../lib/import/stop-connection.ts';
import {
  ann,
  failed,
  imported,
  importing,
  manifestOf,
  openWorld,
  record,
  waiting,
} from './connections-world.ts';

const notNow = (reason: RegExp) => ({
  code: 'ModelArts.72060085',
  details: { reason: expect.stringMatching(reason) },
});
const startNow = { mode: 'start_now' } as const;

describe('editing a connection', () => {
  it('changes what the next import does, starts nothing, and leaves the names of what changed', async () => {
    const { ports, runs, connection, documents } = await imported();
    await editConnection(ports, ann(), manifestOf({ name: 'renamed', mode: 'quarantine' }));
    expect(await connection()).toMatchObject({ name: 'renamed', status: 'success' });
    expect(await runs()).toHaveLength(1);
    expect(documents.traces().at(-1)).toMatchObject({
      trace_name: 'updateDataConnection',
      user: 'ann',
      request: { changed: ['mode', 'name'] },
    });
  });

  it('is refused while its import is under way', async () => {
    const { ports, traces } = await importing();
    const before = traces();
    await expect(editConnection(ports, ann(), manifestOf())).rejects.toMatchObject(notNow(/under way/));
    expect(traces()).toEqual(before);
  });

  it('is refused while it is deleted, and of what there is not', async () => {
    const { ports } = await imported();
    await deleteConnection(ports, ann());
    await expect(editConnection(ports, ann(), manifestOf())).rejects.toMatchObject(notNow(/deleted/));
    await expect(editConnection(ports, ann('nobody'), manifestOf())).rejects.toMatchObject({
      code: 'ModelArts.72060020',
      details: { connection: 'nobody' },
    });
  });

  it('is refused for the name of a data set that is not its own', async () => {
    const world = await imported();
    await world.put('a.jsonl', record('a'), 'other');
    await world.put('connection.json', JSON.stringify(manifestOf({ datasetName: 'others' })), 'other');
    await world.notify('other');
    await expect(
      editConnection(world.ports, ann(), manifestOf({ datasetName: 'others' })),
    ).rejects.toMatchObject({ code: 'ModelArts.72010001' });
    await expect(
      editConnection(world.ports, ann(), manifestOf({ datasetType: 'multi-turn' })),
    ).rejects.toMatchObject({ code: 'ModelArts.72060001', details: { argument: 'datasetType' } });
  });

  it('starts one that waits, when nothing is missing any more', async () => {
    const world = await waiting();
    expect(await editConnection(world.ports, ann(), manifestOf())).toMatchObject({ status: 'running' });
  });

  it('frees the name of a data set that it has never made', async () => {
    const { ports, dataset } = await failed();
    expect(await dataset()).toMatchObject({ status: 'failed', version: 0 });
    await editConnection(ports, ann(), manifestOf({ datasetName: 'right-name' }));
    expect(await dataset()).toBeUndefined();
  });
});

describe('retrying a connection', () => {
  it('starts a new run with the files as they lie there now', async () => {
    const world = await failed();
    await world.put('b.jsonl', record('b'));
    expect(await retryConnection(world.ports, ann(), startNow)).toMatchObject({ status: 'running' });
    await world.settle();
    expect(await world.connection()).toMatchObject({ status: 'success' });
    expect((await world.connection())?.error).toBeUndefined();
    expect(await world.dataset()).toMatchObject({ version: 1, recordCount: 2 });
    expect(world.documents.traces()).toContainEqual(
      expect.objectContaining({
        trace_name: 'retryDataConnection',
        user: 'ann',
        request: { dataset: 'texts', mode: 'start_now' },
      }),
    );
  });

  it('fails again of what is still wrong, with its place', async () => {
    const world = await failed();
    await retryConnection(world.ports, ann(), startNow);
    await world.settle();
    expect(await world.connection()).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72060050', details: { file: 'b.jsonl', line: 1 } },
    });
  });

  it('with another manifest imports by that, and under its data set name', async () => {
    const world = await failed();
    const manifest = manifestOf({ mode: 'quarantine', datasetName: 'good-texts' });
    await retryConnection(world.ports, ann(), { mode: 're_edit', manifest });
    await world.settle();
    expect(await world.dataset('good-texts')).toMatchObject({ version: 1, recordCount: 1 });
    expect(await world.dataset('texts')).toBeUndefined();
    expect((await world.connection())?.manifest).toEqual(manifest);
  });

  it('takes a connection.json that has come since it was stopped', async () => {
    const world = await waiting();
    await stopConnection(world.ports, ann());
    await world.put('connection.json', JSON.stringify(manifestOf({ description: 'newer' })));
    await retryConnection(world.ports, ann(), startNow);
    await world.notify();
    expect(await world.connection()).toMatchObject({ manifest: { description: 'newer' } });
    expect(await world.runs()).toHaveLength(1);
  });

  it('is one run, when two ask at once', async () => {
    const world = await failed();
    const answers = await Promise.allSettled([1, 2].map(() => retryConnection(world.ports, ann(), startNow)));
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await world.runs()).toHaveLength(2); // with the one that had failed
  });

  it.each([
    ['that has succeeded', imported, /neither failed nor been stopped/],
    ['that imports', importing, /under way/],
    ['that waits', waiting, /neither failed nor been stopped/],
  ])('%s is refused', async (_title, open, reason) => {
    const { ports } = await open();
    await expect(retryConnection(ports, ann(), startNow)).rejects.toMatchObject(notNow(reason));
  });

  it.each([
    [
      'an expected file that is not there',
      { expect: ['c.jsonl'] },
      'ModelArts.72020136',
      { file: 'c.jsonl' },
    ],
    ['another type than its versions have', { datasetType: 'multi-turn' }, 'ModelArts.72060001', {}],
  ])('for %s is refused and stays as it was', async (_title, more, code, details) => {
    const world = await imported();
    await world.put('b.jsonl', 'no json\n');
    await world.put('connection.json', JSON.stringify(manifestOf({ description: 'again' })));
    await world.notify();
    await world.settle();
    const before = await world.connection();
    const request = { mode: 're_edit', manifest: manifestOf(more) } as const;
    await expect(retryConnection(world.ports, ann(), request)).rejects.toMatchObject({ code, details });
    expect(await world.connection()).toEqual(before);
  });

  it('needs a manifest: one whose connection.json is none and one that is gone are refused', async () => {
    const world = openWorld();
    await world.put('a.jsonl', record('a'));
    await world.put('connection.json', 'none');
    await world.notify();
    await expect(retryConnection(world.ports, ann(), startNow)).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: 'connection.json' },
    });
    await world.objects.delete(['inbox/default/folder/connection.json']);
    await expect(retryConnection(world.ports, ann(), startNow)).rejects.toMatchObject({
      code: 'ModelArts.72060009',
      details: { file: 'connection.json' },
    });
  });
});

describe('stopping a connection', () => {
  it('stops its import, and nothing is made', async () => {
    const world = await importing();
    await world.step();
    expect(await stopConnection(world.ports, ann())).toMatchObject({ status: 'running' });
    await world.settle();
    expect(await world.connection()).toMatchObject({ status: 'stopped' });
    expect(await world.runs()).toMatchObject([{ status: 'stopped' }]);
    expect(await world.dataset()).toMatchObject({ version: 0 });
    expect(world.documents.traces()).toContainEqual(
      expect.objectContaining({ trace_name: 'stopDataConnection', user: 'ann' }),
    );
  });

  it('stops its wait: files that come later start nothing', async () => {
    const world = await waiting();
    expect(await stopConnection(world.ports, ann())).toMatchObject({ status: 'stopped' });
    await world.put('b.jsonl', record('b'));
    await world.notify();
    expect(await world.connection()).toMatchObject({ status: 'stopped' });
    expect(await world.runs()).toEqual([]);
  });

  it.each([
    ['has succeeded', imported],
    ['has failed', failed],
  ])('is refused when it %s', async (_title, open) => {
    const { ports } = await open();
    await expect(stopConnection(ports, ann())).rejects.toMatchObject(notNow(/neither imports nor waits/));
  });

  it('is refused when it waited and is deleted', async () => {
    const { ports } = await waiting();
    await deleteConnection(ports, ann());
    await expect(stopConnection(ports, ann())).rejects.toMatchObject(notNow(/deleted/));
  });
});
