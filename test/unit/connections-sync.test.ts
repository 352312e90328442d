import { describe, expect, it } from 'vitest';
import { deleteConnection } from '../../lib/import/delete-connection.ts';
import { editConnection } from '../../lib/import/edit-connection.ts';
import { stopConnection } from '../../lib/import/stop-connection.ts';
import { syncConnection } from '../../lib/import/sync-connection.ts';
import { syncDataset } from '../../lib/import/sync-dataset.ts';
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

const unchanged = { kind: 'unchanged' };
const started = { kind: 'started', run: expect.any(String) };

describe('synchronizing a connection', () => {
  it('starts nothing while its files are as they were imported, and says so in the trail', async () => {
    const { ports, runs, documents } = await imported();
    expect(await syncConnection(ports, ann())).toEqual(unchanged);
    expect(await runs()).toHaveLength(1);
    expect(documents.traces().at(-1)).toMatchObject({
      trace_name: 'syncDataSource',
      resource_id: 'texts',
      user: 'ann',
      response: { unchanged: true },
    });
  });

  it.each([
    ['a file has come', (world) => world.put('b.jsonl', record('b')), 2],
    ['a file has other content', (world) => world.put('a.jsonl', record('a') + record('b')), 2],
    [
      'a file has gone',
      async (world) => {
        await world.put('b.jsonl', record('b'));
        await syncConnection(world.ports, ann());
        await world.settle();
        await world.objects.delete(['inbox/default/folder/b.jsonl']);
      },
      1,
    ],
  ] satisfies [string, (world: Awaited<ReturnType<typeof imported>>) => Promise<void>, number][])(
    'makes the next version when %s, and no other after that',
    async (_title, change, recordCount) => {
      const world = await imported();
      await change(world);
      const { version = 0 } = (await world.dataset()) ?? {};
      expect(await syncConnection(world.ports, ann())).toEqual(started);
      await world.settle();
      expect(await world.dataset()).toMatchObject({ version: version + 1, recordCount });
      expect(await syncConnection(world.ports, ann())).toEqual(unchanged);
    },
  );

  it('starts nothing for a file that was written again as it was', async () => {
    const world = await imported();
    await world.put('a.jsonl', record('a'));
    expect(await syncConnection(world.ports, ann())).toEqual(unchanged);
  });

  it('is one run, when two ask at once', async () => {
    const world = await imported();
    await world.put('b.jsonl', record('b'));
    await Promise.allSettled([1, 2, 3].map(() => syncConnection(world.ports, ann())));
    expect(await world.runs()).toHaveLength(2);
  });

  it('knows what was imported last, also after an import that failed or was stopped', async () => {
    const world = await imported();
    await world.put('b.jsonl', 'no json\n');
    await syncConnection(world.ports, ann());
    await world.settle();
    expect(await world.connection()).toMatchObject({ status: 'failed' });
    await world.objects.delete(['inbox/default/folder/b.jsonl']);
    expect(await syncConnection(world.ports, ann())).toEqual(unchanged);
    await world.put('b.jsonl', record('b'));
    await syncConnection(world.ports, ann());
    await stopConnection(world.ports, ann());
    await world.settle();
    expect(await syncConnection(world.ports, ann())).toEqual(started);
    await world.settle();
    expect(await world.dataset()).toMatchObject({ version: 2 });
  });

  it('imports into the data set that it was edited to make', async () => {
    const world = await imported();
    await editConnection(world.ports, ann(), manifestOf({ datasetName: 'other-texts' }));
    expect(await syncConnection(world.ports, ann())).toEqual(started);
    await world.settle();
    expect(await world.dataset('other-texts')).toMatchObject({ version: 1 });
    expect(await world.dataset('texts')).toMatchObject({ version: 1 });
  });

  it('starts one run for a slot of a schedule, however often it is asked for', async () => {
    const world = await imported();
    await world.put('b.jsonl', record('b'));
    const first = await syncConnection(world.ports, { ...ann(), slot: 60_000 });
    await world.settle();
    expect(await syncConnection(world.ports, { ...ann(), slot: 60_000 })).toEqual(first);
    expect(await syncConnection(world.ports, { ...ann(), slot: 120_000 })).toEqual(unchanged);
    expect(await world.runs()).toHaveLength(2);
  });

  it.each([
    ['imports', importing, 'ModelArts.72060085'],
    ['waits for files', waiting, 'ModelArts.72060085'],
  ])('is refused while it %s', async (_title, open, code) => {
    const { ports } = await open();
    await expect(syncConnection(ports, ann())).rejects.toMatchObject({ code });
  });

  it('is refused when it is deleted, or not there', async () => {
    const { ports } = await imported();
    await deleteConnection(ports, ann());
    for (const id of ['folder', 'nobody']) {
      await expect(syncConnection(ports, ann(id))).rejects.toMatchObject({
        code: 'ModelArts.72060020',
        details: { connection: id },
      });
    }
  });

  it('is refused for what is wrong with the files, and changes nothing', async () => {
    const world = await imported();
    await world.put('b.docx', 'x');
    const before = await world.connection();
    await expect(syncConnection(world.ports, ann())).rejects.toMatchObject({ code: 'ModelArts.72060049' });
    await world.objects.delete(['inbox/default/folder/a.jsonl', 'inbox/default/folder/b.docx']);
    await expect(syncConnection(world.ports, ann())).rejects.toMatchObject({ code: 'ModelArts.72060041' });
    expect(await world.connection()).toEqual(before);
  });
});

describe('synchronizing a data set', () => {
  const request = { workspace: 'default', dataset: 'texts', user: 'ann' };

  it('synchronizes the connection that makes it', async () => {
    const world = await imported();
    expect(await syncDataset(world.ports, request)).toEqual(unchanged);
    await world.put('b.jsonl', record('b'));
    expect(await syncDataset(world.ports, request)).toEqual(started);
  });

  it('is refused for one that is not there, or that its connection makes no more', async () => {
    await expect(syncDataset(openWorld().ports, request)).rejects.toMatchObject({
      code: 'ModelArts.72010003',
    });
    const { ports } = await imported();
    await editConnection(ports, ann(), manifestOf({ datasetName: 'other-texts' }));
    await expect(syncDataset(ports, request)).rejects.toMatchObject({
      code: 'ModelArts.72060020',
      details: { dataset: 'texts' },
    });
  });

  it('tries again what has failed', async () => {
    const world = await failed();
    await world.put('b.jsonl', record('b'));
    expect(await syncDataset(world.ports, request)).toEqual(started);
  });
});
