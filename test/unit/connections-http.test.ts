import { beforeEach, describe, expect, it } from 'vitest';
import { handleRequest } from '../../lib/http/handle-request.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { failed, imported, openWorld, record, type World, waiting } from './connections-world.ts';

let world: World;
beforeEach(() => {
  world = openWorld();
});

const request = (
  method: string,
  path: string,
  { query = {}, body, user = 'ann' }: { query?: Record<string, string>; body?: unknown; user?: string } = {},
) =>
  handleRequest(
    { ...world.ports, traces: new MemoryTraceStore(world.documents) },
    {
      method,
      path: `/v2/default${path}`,
      query,
      body: body === undefined ? undefined : JSON.stringify(body),
      user,
      requestId: 'request-1',
    },
  );
const item = '/data-connections/folder';
const manifest = { datasetType: 'pretrain', datasetName: 'texts' };
const refusal = (error_code: string, details: object = {}) => ({ body: { error_code, details } });

describe('the connections of the HTTP API', () => {
  it('are created, shown, edited and synchronized', async () => {
    await world.put('a.jsonl', record('a'));
    const created = await request('POST', '/data-connections', { body: { id: 'folder', manifest } });
    expect(created).toMatchObject({ status: 201, body: { id: 'folder', status: 'RUNNING', creator: 'ann' } });
    await world.settle();
    expect(await request('GET', item)).toMatchObject({ status: 200, body: { status: 'SUCCESS' } });
    const edited = await request('PUT', item, { body: { ...manifest, name: 'renamed' } });
    expect(edited).toMatchObject({ status: 200, body: { name: 'renamed', deleted: false } });
    expect(await request('POST', `${item}/sync`)).toEqual({ status: 202, body: { status: 'UNCHANGED' } });
    await world.put('b.jsonl', record('b'));
    const synced = await request('POST', '/datasets/texts/sync');
    expect(synced).toMatchObject({ status: 202, body: { status: 'STARTED', run: expect.any(String) } });
  });

  it('are retried as they are, or with another manifest', async () => {
    world = await failed();
    const retry = (body: unknown) => request('POST', `${item}/retry`, { body });
    expect(await retry({ mode: 'start_now' })).toMatchObject({ status: 202, body: { status: 'RUNNING' } });
    await world.settle();
    await retry({ mode: 're_edit', manifest: { ...manifest, mode: 'quarantine' } });
    await world.settle();
    expect(await request('GET', item)).toMatchObject({ body: { status: 'SUCCESS' } });
  });

  it('are stopped', async () => {
    world = await waiting();
    expect(await request('POST', `${item}/stop`)).toMatchObject({ status: 202, body: { status: 'STOPPED' } });
  });

  it('are deleted, restored and, with a word, deleted for good', async () => {
    world = await imported();
    const deleteIt = (query = {}) => request('DELETE', item, { query });
    expect(await deleteIt()).toMatchObject({ status: 200, body: { deleted: true, status: 'SUCCESS' } });
    expect(await request('POST', `${item}/restore`)).toMatchObject({ body: { deleted: false } });
    await deleteIt();
    const confirm = refusal('ModelArts.72060001', { argument: 'confirm' });
    expect(await deleteIt({ permanent: 'true' })).toMatchObject(confirm);
    expect(await deleteIt({ permanent: 'true', confirm: 'delete' })).toMatchObject(confirm);
    const query = { permanent: 'true', confirm: 'DELETE', delete_files: 'true' };
    expect(await deleteIt(query)).toMatchObject({ status: 200 });
    expect(await request('GET', item)).toMatchObject(refusal('ModelArts.72060020'));
    expect(await Array.fromAsync(world.objects.list('inbox/'))).toEqual([]);
  });

  it('keep their files unless they are deleted for good', async () => {
    world = await imported();
    const answer = await request('DELETE', item, { query: { delete_files: 'true' } });
    expect(answer).toMatchObject(refusal('ModelArts.72060001', { argument: 'delete_files' }));
    expect(await world.connection()).toMatchObject({ status: 'success' });
  });

  it('are deleted several at once, each with its own outcome', async () => {
    world = await imported();
    const body = { ids: ['nobody', 'folder', 'folder'] };
    expect(await request('POST', '/data-connections/batch-delete', { body })).toMatchObject({
      status: 200,
      body: { results: [{ id: 'nobody', error: { error_code: 'ModelArts.72060020' } }, { id: 'folder' }] },
    });
    for (const ids of [[], Array.from({ length: 101 }, String)]) {
      const answer = await request('POST', '/data-connections/batch-delete', { body: { ids } });
      expect(answer).toMatchObject(refusal('ModelArts.72060001', { argument: 'ids' }));
    }
  });

  it('show what was done to them, and by whom', async () => {
    world = await imported();
    await request('DELETE', item, { user: 'ben' });
    const { body } = await request('GET', `${item}/operations`, { query: { limit: '1' } });
    expect(body).toMatchObject({ operations: [{ trace_name: 'deleteDataConnection', user: 'ben' }] });
  });

  it.each([
    ['PUT', item, {}, 'datasetType'],
    ['PUT', item, { ...manifest, datasetName: 'no good!' }, 'datasetName'],
    ['PUT', item, { ...manifest, description: 'a*b' }, 'description'],
    ['POST', '/data-connections', { id: 'a/b', manifest }, 'id'],
    ['POST', '/data-connections', { id: '..', manifest }, 'id'],
    ['POST', '/data-connections', { id: 'a', manifest: { ...manifest, expect: [''] } }, 'manifest.expect.0'],
    ['POST', `${item}/retry`, { mode: 'later' }, 'mode'],
    ['POST', `${item}/retry`, { mode: 're_edit' }, 'manifest'],
  ])('refuse a wrong body: %s %s, number %#, and name the field', async (method, path, body, argument) => {
    const answer = await request(method, path, { body });
    expect(answer).toMatchObject(refusal('ModelArts.72060001', { argument }));
  });
});

describe('the list of connections', () => {
  beforeEach(async () => {
    world = await failed();
    await world.put('a.jsonl', record('a'), 'crawl');
    const body = { id: 'crawl', manifest: { ...manifest, name: 'Web', datasetName: 'web' } };
    await request('POST', '/data-connections', { body, user: 'ben' });
    await world.settle();
    await world.put('a.jsonl', record('a'), 'gone');
    await request('POST', '/data-connections', {
      body: { id: 'gone', manifest: { ...manifest, datasetName: 'no' } },
    });
    await world.settle();
    await request('DELETE', '/data-connections/gone');
  });

  it.each([
    [{}, ['crawl', 'folder']],
    [{ limit: '1', offset: '1' }, ['folder']],
    [{ task_id: 'folder' }, ['folder']],
    [{ id: 'fold' }, []],
    [{ name: 'we' }, ['crawl']],
    [{ status: 'FAILED' }, ['folder']],
    [{ dataset: 'web' }, ['crawl']],
    [{ mine: 'true' }, []],
    [{ creator: 'ben' }, ['crawl']],
    [{ deleted: 'true' }, ['gone']],
    [{ deleted: 'true', mine: 'true', status: 'SUCCESS', dataset: 'no' }, ['gone']],
    [{ status: 'SUCCESS', dataset: 'texts' }, []],
  ])('narrowed by %o gives %o', async (query, ids) => {
    const { body } = await request('GET', '/data-connections', { query });
    expect(body).toMatchObject({ connections: ids.map((id) => ({ id })) });
  });

  it.each([
    ['status', 'READY'],
    ['mine', 'perhaps'],
    ['limit', '0'],
  ])('refuses a %s that there is not', async (argument, value) => {
    const answer = await request('GET', '/data-connections', { query: { [argument]: value } });
    expect(answer).toMatchObject(refusal('ModelArts.72060001', { argument }));
  });
});
