import { beforeEach, describe, expect, it } from 'vitest';
import { createConnection } from '../../lib/import/create-connection.ts';
import { deleteConnection } from '../../lib/import/delete-connection.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import {
  ann,
  imported,
  importing,
  manifestOf,
  openWorld,
  record,
  type World,
  waiting,
} from './connections-world.ts';

let world: World;
beforeEach(() => {
  world = openWorld();
});

const create = (more: object = {}, id = 'folder', user = 'ann') =>
  createConnection(world.ports, { workspace: 'default', user }, { id, manifest: manifestOf(more) });

describe('creating a connection', () => {
  it('imports the files that lie in the folder, for whoever asked', async () => {
    await world.put('a.jsonl', record('a'));
    expect(await create({ name: 'mine' })).toMatchObject({ name: 'mine', user: 'ann', status: 'running' });
    await world.settle();
    expect(await world.connection()).toMatchObject({ status: 'success' });
    expect(await world.dataset()).toMatchObject({ version: 1, recordCount: 1, status: 'online' });
    expect(world.traces()).toEqual([
      'createDataConnection',
      'startDataConnection',
      'createDataset',
      'publishDatasetVersion',
      'finishDataConnection',
    ]);
  });

  it('gives a name with the time to one that has none', async () => {
    await world.put('a.jsonl', record('a'));
    expect((await create()).name).toBe('data-connect-20260301000001');
  });

  it('starts one run, whether this caller or the notification is faster', async () => {
    await world.put('a.jsonl', record('a'));
    await Promise.all([create(), world.notify(), world.notify()]);
    await world.notify();
    expect(await world.runs()).toMatchObject([{ user: 'ann' }]);
  });

  it('waits for files that the manifest expects, and starts with the last', async () => {
    await world.put('a.jsonl', record('a'));
    expect(await create({ expect: ['b.jsonl'] })).toMatchObject({ status: 'pending' });
    await world.put('b.jsonl', record('b'));
    await world.notify();
    expect(await world.connection()).toMatchObject({ status: 'running', user: 'ann' });
  });

  it('goes on where it was cut short before connection.json was written', async () => {
    await world.put('a.jsonl', record('a'));
    const { write } = world.objects;
    world.objects.write = async () => Promise.reject(new Error('the machine is gone'));
    await expect(create()).rejects.toThrow('gone');
    world.objects.write = write;
    expect(await world.connection()).toMatchObject({ status: 'pending' });
    await expect(create({}, 'folder', 'ben')).rejects.toMatchObject({ code: 'ModelArts.72060001' });
    expect(await create()).toMatchObject({ status: 'running', user: 'ann' });
  });

  it('is refused for a folder that has a connection, deleted or not', async () => {
    world = await imported();
    await expect(create()).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: 'id', reason: 'the folder folder has a connection; edit or retry it' },
    });
    await deleteConnection(world.ports, ann());
    await expect(create()).rejects.toMatchObject({ details: { reason: expect.stringContaining('restore') } });
  });
});

describe('a connection that can not be created', () => {
  it.each([
    [
      'a folder without data files',
      { '.hidden': 'x' },
      {},
      'ModelArts.72060041',
      { reason: /no data files/ },
    ],
    ['a file of another format', { 'a.docx': 'x' }, {}, 'ModelArts.72060049', { file: 'a.docx' }],
  ])('for %s leaves nothing behind', async (_title, files, more, code, details) => {
    for (const [file, text] of Object.entries(files)) await world.put(file, text);
    const expected = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [
        name,
        value instanceof RegExp ? expect.stringMatching(value) : value,
      ]),
    );
    await expect(create(more)).rejects.toMatchObject({ code, details: expected });
    expect(await world.connection()).toBeUndefined();
    expect(world.traces()).toEqual([]);
  });

  it('for a single file says that a folder is needed', async () => {
    await world.objects.write('inbox/default/a.jsonl', Buffer.from(record('a')));
    await expect(create({}, 'a.jsonl')).rejects.toMatchObject({
      code: 'ModelArts.72060086',
      details: { file: 'inbox/default/a.jsonl' },
    });
  });

  it('for a file above the limit names the file and the limit', async () => {
    const { list } = world.objects;
    world.objects.list = async function* (prefix) {
      for await (const object of list.call(world.objects, prefix))
        yield { ...object, sizeBytes: LIMITS.importFileBytes + 1 };
    };
    await world.put('big.jsonl', record('a'));
    await expect(create()).rejects.toMatchObject({
      code: 'ModelArts.72060025',
      details: { file: 'big.jsonl', limit: '20 GB' },
    });
  });

  it('for a data set that another connection makes names the data set', async () => {
    world = await imported();
    await world.put('a.jsonl', record('a'), 'other');
    await expect(create({}, 'other')).rejects.toMatchObject({
      code: 'ModelArts.72010001',
      details: { dataset: 'texts' },
    });
  });
});

describe('a new connection.json', () => {
  it('imports the folder again as the next version, and keeps who made the connection', async () => {
    await world.put('a.jsonl', record('a'));
    await create();
    await world.settle();
    await world.put('connection.json', JSON.stringify(manifestOf({ description: 'again' })));
    await world.notify();
    await world.settle();
    expect(await world.connection()).toMatchObject({ status: 'success', user: 'ann' });
    expect(await world.dataset()).toMatchObject({ version: 2 });
  });

  it('that comes while an import is under way waits for its end', async () => {
    world = await importing();
    await world.put('connection.json', JSON.stringify(manifestOf({ description: 'again' })));
    await expect(world.notify()).rejects.toMatchObject({ code: 'ModelArts.72060085' });
    await world.settle();
    await world.notify();
    await world.settle();
    expect(await world.dataset()).toMatchObject({ version: 2 });
  });

  it('of another type than the versions have is refused, with the type', async () => {
    world = await imported();
    await world.put('connection.json', JSON.stringify(manifestOf({ datasetType: 'single-turn' })));
    await world.notify();
    expect(await world.connection()).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72060001', details: { argument: 'datasetType' } },
    });
    expect(await world.dataset()).toMatchObject({ version: 1, type: 'pretrain' });
  });

  it.each([
    ['not JSON', '{', { argument: 'connection.json', reason: 'it is not JSON' }],
    ['without a data set', '{"datasetType":"pretrain"}', { argument: 'connection.json: datasetName' }],
    [
      'with a field that there is not',
      JSON.stringify({ ...manifestOf(), colour: 'red' }),
      { argument: 'connection.json' },
    ],
    [
      'with a name that breaks the rules',
      JSON.stringify(manifestOf()).replace('texts', '1st'),
      { argument: 'connection.json: datasetName' },
    ],
  ])('that is %s fails the connection and says where', async (_title, text, details) => {
    await world.put('a.jsonl', record('a'));
    await world.put('connection.json', text);
    await world.notify();
    expect(await world.connection()).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72060001', details },
    });
    expect(world.traces()).toEqual(['failDataConnection']);
  });

  it('brings a deleted connection back, with a trace of that', async () => {
    world = await waiting();
    await deleteConnection(world.ports, ann());
    await world.put('b.jsonl', record('b'));
    await world.notify();
    expect((await world.connection())?.deletedAt).toBeDefined();
    await world.put('connection.json', JSON.stringify(manifestOf()));
    await world.notify();
    expect(await world.connection()).toMatchObject({ status: 'running' });
    expect((await world.connection())?.deletedAt).toBeUndefined();
    expect(world.traces().slice(-2)).toEqual(['restoreDataConnection', 'startDataConnection']);
  });
});
