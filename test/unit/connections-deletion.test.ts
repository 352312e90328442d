import { describe, expect, it } from 'vitest';
import { closeQuietUploads } from '../../lib/import/close-quiet-uploads.ts';
import { createConnection } from '../../lib/import/create-connection.ts';
import { deleteConnection } from '../../lib/import/delete-connection.ts';
import { purgeConnection } from '../../lib/import/purge-connection.ts';
import { restoreConnection } from '../../lib/import/restore-connection.ts';
import type { DocumentStore } from '../../lib/ports/document-store.ts';
import {
  ann,
  failed,
  imported,
  importing,
  manifestOf,
  record,
  type World,
  waiting,
} from './connections-world.ts';

const minuteMs = 60_000;
const notNow = (reason: RegExp) => ({
  code: 'ModelArts.72060085',
  details: { reason: expect.stringMatching(reason) },
});
const keysOf = async ({ objects }: World, prefix: string) =>
  (await Array.fromAsync(objects.list(prefix))).map(({ key }) => key);
const listed = async (documents: DocumentStore, isDeleted: boolean) =>
  (await documents.list('connection', 'default', { limit: 10, offset: 0 }, { isDeleted })).total;

describe('a deleted connection', () => {
  it('keeps its status, its files and its data set, and is listed with the deleted ones only', async () => {
    const world = await imported();
    const before = await keysOf(world, '');
    expect(await deleteConnection(world.ports, ann())).toMatchObject({ status: 'success' });
    expect(await keysOf(world, '')).toEqual(before);
    expect(await world.dataset()).toMatchObject({ version: 1 });
    expect([await listed(world.documents, false), await listed(world.documents, true)]).toEqual([0, 1]);
    expect(world.traces().at(-1)).toBe('deleteDataConnection');
  });

  it('comes back as it was', async () => {
    const world = await imported();
    const before = await world.connection();
    await deleteConnection(world.ports, ann());
    world.time.now += minuteMs;
    expect(await restoreConnection(world.ports, ann())).toEqual({ ...before, updatedAt: world.time.now });
    expect(world.traces().at(-1)).toBe('restoreDataConnection');
  });

  it('that waited for files waits for as long again, or starts when they have come', async () => {
    const world = await waiting();
    await deleteConnection(world.ports, ann());
    world.time.now += 61 * minuteMs;
    await closeQuietUploads(world.ports);
    expect(await world.connection()).toMatchObject({ status: 'pending' });
    await restoreConnection(world.ports, ann());
    world.time.now += 59 * minuteMs;
    await closeQuietUploads(world.ports);
    expect(await world.connection()).toMatchObject({ status: 'pending' });
    await deleteConnection(world.ports, ann());
    await world.put('b.jsonl', record('b'));
    expect(await restoreConnection(world.ports, ann())).toMatchObject({ status: 'running' });
  });

  it('is not restored when something else has taken its data set name since', async () => {
    const world = await waiting();
    await deleteConnection(world.ports, ann());
    await world.put('a.jsonl', record('a'), 'other');
    await world.put('connection.json', JSON.stringify(manifestOf()), 'other');
    await world.notify('other');
    await expect(restoreConnection(world.ports, ann())).rejects.toMatchObject({
      code: 'ModelArts.72010001',
      details: { dataset: 'texts' },
    });
  });
});

describe('what can not be deleted or restored', () => {
  it('is a connection whose import is under way', async () => {
    const { ports } = await importing();
    await expect(deleteConnection(ports, ann())).rejects.toMatchObject(notNow(/under way/));
  });

  it('is one that is deleted already, or not deleted', async () => {
    const { ports } = await imported();
    await expect(restoreConnection(ports, ann())).rejects.toMatchObject(notNow(/not deleted/));
    await expect(purgeConnection(ports, ann())).rejects.toMatchObject(notNow(/for good/));
    await deleteConnection(ports, ann());
    await expect(deleteConnection(ports, ann())).rejects.toMatchObject(notNow(/deleted/));
  });

  it.each([
    ['deleted', deleteConnection],
    ['restored', restoreConnection],
    ['purged', purgeConnection],
  ])('is one that is not there to be %s, or in another workspace', async (_title, act) => {
    const { ports } = await imported();
    const code = 'ModelArts.72060020';
    await expect(act(ports, ann('nobody'))).rejects.toMatchObject({ code });
    await expect(act(ports, { ...ann(), workspace: 'other' })).rejects.toMatchObject({ code });
  });
});

describe('a connection that is deleted for good', () => {
  const purged = async (open: () => Promise<World>, deleteFiles = false) => {
    const world = await open();
    await deleteConnection(world.ports, ann());
    await purgeConnection(world.ports, ann(), { deleteFiles });
    return world;
  };

  it('is gone with its connection.json; its files and its data set stay', async () => {
    const world = await purged(imported);
    expect(await world.connection()).toBeUndefined();
    expect(await keysOf(world, 'inbox/')).toEqual(['inbox/default/folder/a.jsonl']);
    expect(await world.dataset()).toMatchObject({ version: 1 });
    expect(world.documents.traces().at(-1)).toMatchObject({
      trace_name: 'deleteDataConnection',
      request: { permanent: true, delete_files: false },
    });
  });

  it('takes its files along when they are to go, and no others', async () => {
    const world = await imported();
    await world.put('a.jsonl', record('a'), 'folder-2');
    await deleteConnection(world.ports, ann());
    await purgeConnection(world.ports, ann(), { deleteFiles: true });
    expect(await keysOf(world, 'inbox/')).toEqual(['inbox/default/folder-2/a.jsonl']);
  });

  it('is not brought back by files that come later', async () => {
    const world = await purged(imported);
    await world.put('b.jsonl', record('b'));
    await world.notify();
    expect(await world.connection()).toBeUndefined();
  });

  it('leaves its folder, whose next connection goes on with the data set', async () => {
    const world = await purged(imported);
    await createConnection(world.ports, ann(), { id: 'folder', manifest: manifestOf() });
    await world.settle();
    expect(await world.dataset()).toMatchObject({ version: 2 });
  });

  it('frees the name of a data set that it has never made', async () => {
    const world = await purged(failed);
    expect(await world.dataset()).toBeUndefined();
  });
});
