import { beforeEach, describe, expect, it } from 'vitest';
import { handleRequest } from '../../lib/http/handle-request.ts';
import { openApiDocument } from '../../lib/http/openapi.ts';
import { ROUTES } from '../../lib/http/routes/index.ts';
import type { Dataset } from '../../lib/model/document.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';

const dataset: Dataset = {
  id: 'questions',
  workspace: 'default',
  user: 'ann',
  madeBy: 'upload',
  description: '',
  type: 'single-turn',
  format: 'platform',
  status: 'online',
  version: 1,
  recordCount: 3,
  sizeBytes: 100,
  properties: {},
  copyright: {},
  createdAt: 1,
  updatedAt: 1,
};

let documents: MemoryDocumentStore;
let sent: WorkMessage[];
let now: number;

beforeEach(async () => {
  documents = new MemoryDocumentStore();
  sent = [];
  now = 1_770_000_000_000;
  await documents.commit([{ kind: 'dataset', document: dataset, expectedRevision: 0 }], []);
});

const request = (
  method: string,
  path: string,
  { query = {}, body }: { query?: Record<string, string>; body?: unknown } = {},
) =>
  handleRequest(
    {
      documents,
      objects: new MemoryObjectStore(),
      traces: new MemoryTraceStore(documents),
      work: { send: async (messages) => void sent.push(...messages) },
      events: { send: async () => {} },
      clock: { now: () => now },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    },
    {
      method,
      path,
      query,
      body: body === undefined ? undefined : JSON.stringify(body),
      user: 'ann',
      requestId: 'request-1',
    },
  );

const recipe = { operators: [{ id: 'text-length-filtering', params: { min: 1, max: 10 } }] };
const create = (more = {}) =>
  request('POST', '/v2/default/refine-jobs', {
    body: { dataset: 'questions', recipe, output: { dataset: 'clean' }, ...more },
  });

describe('lists', () => {
  it('count all items and give a page of them', async () => {
    await documents.commit(
      [{ kind: 'dataset', document: { ...dataset, id: 'newer', createdAt: 2 }, expectedRevision: 0 }],
      [],
    );
    const { body } = await request('GET', '/v2/default/datasets', { query: { limit: '1' } });
    expect(body).toMatchObject({
      total_number: 2,
      datasets: [{ id: 'newer', status: 'ONLINE', sample_count: 3 }],
    });
  });

  it('show one workspace only', async () => {
    const { body } = await request('GET', '/v2/default/datasets', { query: { workspace_id: 'other' } });
    expect(body).toEqual({ total_number: 0, datasets: [] });
  });
});

describe('errors', () => {
  it.each([
    ['/v2/default/datasets', { limit: '1000' }, 400, 'ModelArts.72060001'],
    ['/v2/default/datasets/nobody', {}, 404, 'ModelArts.72010003'],
    ['/v2/default/data-connections/nobody', {}, 400, 'ModelArts.72060020'],
    ['/v2/default/refine-jobs/nobody', {}, 400, 'ModelArts.72020048'],
    ['/v2/default/runs/nobody', {}, 400, 'ModelArts.72020020'],
    ['/v2/nowhere', {}, 400, 'ModelArts.72060001'],
  ])('GET %s %j answers %i with %s', async (path, query, status, code) => {
    const response = await request('GET', path, { query });
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ error_code: code, request_id: 'request-1' });
  });

  it('say which argument is wrong', async () => {
    const { body } = await request('POST', '/v2/default/refine-jobs', { body: {} });
    expect(body).toMatchObject({ error_code: 'ModelArts.72020078', details: { argument: 'dataset' } });
  });

  it('of the code itself say nothing of what broke', async () => {
    documents.find = async () => {
      throw new TypeError('a secret');
    };
    const { status, body } = await request('GET', '/v2/default/datasets/questions');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('a refining task', () => {
  it('is created with a trace of who did it', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      latest_status: 'NOT_STARTED',
      source: { dataset: 'questions', version: 1 },
    });
    expect(documents.traces()).toMatchObject([{ trace_name: 'createRefineJob', user: 'ann' }]);
  });

  it.each([
    ['an unknown operator', { recipe: { operators: [{ id: 'nothing' }] } }, 'ModelArts.72020001'],
    [
      'a bad parameter',
      { recipe: { operators: [{ id: 'text-length-filtering', params: { min: 0 } }] } },
      'ModelArts.72090007',
    ],
    ['an unknown data set', { dataset: 'nobody' }, 'ModelArts.72010003'],
    ['an output whose name is taken', { output: { dataset: 'questions' } }, 'ModelArts.72010001'],
  ])('is refused for %s', async (_title, more, code) => {
    expect((await create(more)).body).toMatchObject({ error_code: code });
    expect(documents.traces()).toEqual([]);
  });

  it('starts one run, however often it is asked to', async () => {
    const { id } = (await create()).body as { id: string };
    const started = await request('POST', `/v2/default/refine-jobs/${id}/start`);
    const again = await request('POST', `/v2/default/refine-jobs/${id}/start`);
    expect(started).toMatchObject({ status: 202, body: { status: 'RUNNING' } });
    expect(again.body).toMatchObject({ error_code: 'ModelArts.72020008' });
    expect(sent).toMatchObject([{ kind: 'refine', shard: 'plan' }]);
  });
});

describe('traces', () => {
  it('are filtered by name and by time', async () => {
    await create();
    now += 1000;
    await create({ output: { dataset: 'other' } });
    const list = async (query: Record<string, string>) =>
      ((await request('GET', '/v2/default/traces', { query })).body as { total_number: number }).total_number;
    expect(await list({ trace_name: 'createRefineJob' })).toBe(2);
    expect(await list({ trace_name: 'createRefineJob', from: String(now) })).toBe(1);
    expect(await list({ trace_name: 'deleteDataset' })).toBe(0);
  });
});

describe('the OpenAPI document', () => {
  it('has each route once, with its parameters and its permission', () => {
    const operations = Object.values(openApiDocument().paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(ROUTES.length);
    expect(openApiDocument().paths['/v2/{project}/datasets/{id}']?.['get']).toMatchObject({
      operationId: 'ShowDataset',
      'x-permission': 'modelarts:dataset:get',
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'id', in: 'path', required: true }),
      ]),
    });
  });
});
