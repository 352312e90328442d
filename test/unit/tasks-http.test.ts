import { beforeEach, describe, expect, it } from 'vitest';
import { type Api, complete, idOf, openApi } from './tasks-api.ts';
import { publishing, recipe, secondShard, type World } from './tasks-world.ts';

let world: World;
let request: Api['request'];
let created: Api['created'];
beforeEach(async () => {
  ({ world, request, created } = await openApi());
});

/** The path of a task with a failed run, and the run's. */
const failed = async (isBroken = secondShard) => {
  const path = await created();
  world.broken.is = isBroken;
  const { body } = await request('POST', `${path}/start`);
  await world.settle();
  world.broken.is = () => false;
  return { path, run: `/runs/${body['id']}` };
};

describe('a task over the API', () => {
  it('is created unfinished, saved in parts, renamed and started', async () => {
    const { status, body } = await request('POST', '/refine-jobs', {
      body: { dataset: 'questions', name: 'weekly' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'weekly',
      creator: 'ann',
      latest_status: 'NOT_STARTED',
      revision: 1,
      deleted: false,
    });
    expect(body['recipe'] ?? body['output']).toBeUndefined();
    const path = `/refine-jobs/${body['id']}`;
    expect((await request('POST', `${path}/start`)).body).toMatchObject({ error_code: 'ModelArts.72020050' });
    expect(await request('PUT', `${path}/recipe`, { body: { recipe } })).toMatchObject({
      status: 200,
      body: { recipe, editor: 'ann', revision: 2 },
    });
    await request('PUT', `${path}/output`, { body: { dataset: 'clean' } });
    expect((await request('PATCH', path, { body: { name: 'monthly' } })).body).toMatchObject({
      name: 'monthly',
      output: { dataset: 'clean', publish: true },
      revision: 4,
    });
    expect(await request('POST', `${path}/start`)).toMatchObject({
      status: 202,
      body: { status: 'RUNNING' },
    });
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'PENDING' });
    await world.settle();
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'DATASET_GENERATED' });
  });

  it('that runs is stopped, and started again', async () => {
    const path = await created();
    await request('POST', `${path}/start`);
    await world.until(idOf(path), 'running');
    expect(await request('POST', `${path}/stop`)).toMatchObject({
      status: 202,
      body: { latest_status: 'STOPPING' },
    });
    await world.settle();
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'STOPPED' });
    const body = { output: { publish: false }, sample_count: 1 };
    expect((await request('POST', `${path}/start`, { body })).status).toBe(202);
    await world.settle();
    expect(await world.dataset('clean')).toMatchObject({ status: 'offline', recordCount: 1 });
  });

  it('that has failed says why, also in the list, until it is retried', async () => {
    const { path } = await failed();
    const error = { error_code: 'ModelArts.72020067', details: { reason: 'gone' } };
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'FAILED', error });
    expect((await request('GET', '/refine-jobs')).body).toMatchObject({ refine_jobs: [{ error }] });
    const { status, body } = await request('POST', `${path}/retry`);
    expect({ status, run: body['status'], error: body['error'] }).toEqual({
      status: 202,
      run: 'RUNNING',
      error: undefined,
    });
    expect((await request('GET', path)).body['error']).toBeUndefined();
    await world.settle();
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'DATASET_GENERATED' });
  });

  it.each(['task', 'run'] as const)('has its data set made anew, which is stopped by the %s', async (by) => {
    const { path, run } = await failed(publishing);
    expect(await request('POST', `${run}/generate-dataset`)).toMatchObject({
      status: 202,
      body: { status: 'RUNNING' },
    });
    await world.until(idOf(path), 'generating');
    expect((await request('POST', `${by === 'task' ? path : run}/stop-generating`)).status).toBe(202);
    await world.settle();
    expect((await request('GET', path)).body).toMatchObject({ latest_status: 'STOPPED' });
  });

  it('is duplicated', async () => {
    const path = await created({ name: 'weekly' });
    const { status, body } = await request('POST', `${path}/duplicate`, { user: 'ben' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'weekly-copy', creator: 'ben', recipe, latest_status: 'NOT_STARTED' });
    expect((await request('POST', `${path}/duplicate`, { body: { name: 'other' } })).body).toMatchObject({
      name: 'other',
    });
  });

  it('is deleted, restored, and purged by who confirms it', async () => {
    const path = await created();
    const purge = (confirm?: string) =>
      request('DELETE', path, {
        query: { permanent: 'true', ...(confirm === undefined ? {} : { confirm }) },
      });
    expect((await purge('DELETE')).body).toMatchObject({ error_code: 'ModelArts.72020045' });
    expect((await request('DELETE', path)).body).toMatchObject({
      deleted: true,
      delete_time: world.time.now,
    });
    expect((await request('POST', `${path}/restore`)).body).toMatchObject({ deleted: false });
    await request('DELETE', path);
    for (const word of [undefined, 'delete']) {
      expect((await purge(word)).body).toMatchObject({
        error_code: 'ModelArts.72060001',
        details: { argument: 'confirm' },
      });
    }
    expect((await purge('DELETE')).status).toBe(200);
    expect((await request('GET', path)).body).toMatchObject({ error_code: 'ModelArts.72020048' });
  });

  it('shows its operations, newest first, by page', async () => {
    const path = await created();
    await request('PATCH', path, { body: { name: 'weekly' }, user: 'ben' });
    const list = (query: Record<string, string>) => request('GET', `${path}/operations`, { query });
    expect((await list({})).body).toMatchObject({
      total_number: 2,
      operations: [
        { trace_name: 'updateRefineJob', user: 'ben', request: { changes: ['name'] } },
        { trace_name: 'createRefineJob', user: 'ann' },
      ],
    });
    expect((await list({ limit: '1', offset: '1' })).body).toMatchObject({
      total_number: 2,
      operations: [{ trace_name: 'createRefineJob' }],
    });
  });

  it('of another workspace is not there', async () => {
    const path = await created();
    const query = { workspace_id: 'other' };
    for (const [method, ofTask] of [
      ['GET', path],
      ['DELETE', path],
      ['POST', `${path}/start`],
      ['POST', `${path}/stop`],
    ] as const) {
      expect((await request(method, ofTask, { query })).body).toMatchObject({
        error_code: 'ModelArts.72020048',
      });
    }
  });
});

describe('a request that is wrong', () => {
  it.each([
    ['POST', '', { dataset: 'questions', colour: 'red' }, 'ModelArts.72060001', {}],
    [
      'POST',
      '',
      { dataset: 'questions', recipe: { operators: [] } },
      'ModelArts.72060001',
      { argument: 'recipe.operators' },
    ],
    [
      'POST',
      '',
      { ...complete, output: { dataset: '1st' } },
      'ModelArts.72060001',
      { argument: 'output.dataset' },
    ],
    ['POST', '', { ...complete, version: 0 }, 'ModelArts.72060001', { argument: 'version' }],
    ['POST', '', { recipe }, 'ModelArts.72020078', {}],
    ['POST', '', { ...complete, name: '1st' }, 'ModelArts.72020129', { argument: 'name' }],
    ['POST', '', { ...complete, description: '<' }, 'ModelArts.72020130', { argument: 'description' }],
    ['PATCH', 'ID', {}, 'ModelArts.72060001', { reason: 'nothing is to be changed' }],
    ['PATCH', 'ID', { name: '1st' }, 'ModelArts.72020129', {}],
    ['PUT', 'ID/recipe', {}, 'ModelArts.72060001', { argument: 'recipe' }],
    ['PUT', 'ID/recipe', { template: 'none' }, 'ModelArts.72020028', {}],
    ['PUT', 'ID/output', { publish: false }, 'ModelArts.72060001', { argument: 'dataset' }],
    ['PUT', 'ID/output', { dataset: 'questions' }, 'ModelArts.72010001', {}],
    ['POST', 'ID/start', { sample_count: 0 }, 'ModelArts.72060001', { argument: 'sample_count' }],
    ['POST', 'ID/start', { output: { dataset: '-' } }, 'ModelArts.72060001', { argument: 'output.dataset' }],
    ['POST', 'ID/retry', { from: 'elsewhere' }, 'ModelArts.72060001', { argument: 'from' }],
    ['POST', 'ID/retry', {}, 'ModelArts.72020051', {}],
    ['POST', 'ID/stop', {}, 'ModelArts.72020051', {}],
    ['POST', 'ID/stop-generating', {}, 'ModelArts.72020041', {}],
    ['POST', 'ID/restore', {}, 'ModelArts.72020045', {}],
    ['POST', 'batch-delete', { ids: [] }, 'ModelArts.72060001', { argument: 'ids' }],
  ])('%s %s %j is refused', async (method, ending, body, code, details) => {
    const path = await created();
    const target = ending === '' ? '/refine-jobs' : `/refine-jobs/${ending}`.replace('/refine-jobs/ID', path);
    const before = world.traces();
    const response = await request(method, target, { body });
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ error_code: code, details });
    expect(world.traces()).toEqual(before);
  });

  it.each(['PATCH', 'PUT recipe', 'PUT output'])('%s of what has changed since is refused', async (what) => {
    const path = await created();
    await request('PATCH', path, { body: { name: 'first' }, ifMatch: '"1"' });
    const [method = '', part] = what.split(' ');
    const body = { PATCH: { name: 'second' }, recipe: { recipe }, output: { dataset: 'clean' } }[
      part ?? method
    ];
    const target = part === undefined ? path : `${path}/${part}`;
    const send = (ifMatch: string) => request(method, target, { body, ifMatch });
    expect((await send('1')).body).toMatchObject({
      error_code: 'ModelArts.72020128',
      details: { revision: 2 },
    });
    expect((await send('now')).body).toMatchObject({ details: { argument: 'If-Match' } });
    expect((await send('W/"2"')).body).toMatchObject({ revision: 3 });
    expect((await send('*')).body).toMatchObject({ revision: 4 });
  });
});
