import { beforeEach, describe, expect, it } from 'vitest';
import { handleRequest } from '../../lib/http/handle-request.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { openWorld, type World } from './schedules-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

const request = async (
  method: string,
  path: string,
  { body, query = {} }: { readonly body?: unknown; readonly query?: Record<string, string> } = {},
) => {
  const response = await handleRequest(
    { ...world.ports, traces: new MemoryTraceStore(world.documents) },
    {
      method,
      path: `/v2/default/schedules${path}`,
      query,
      body: body === undefined ? undefined : JSON.stringify(body),
      user: 'ann',
      requestId: 'request-1',
    },
  );
  return { status: response.status, body: response.body as Readonly<Record<string, unknown>> }; // replies are objects
};

const valid = {
  name: 'nightly',
  expression: 'cron(0 3 * * ? *)',
  target: { kind: 'task', id: 'task-1' },
};
const create = (more = {}) => request('POST', '', { body: { ...valid, ...more } });

describe('schedules over the API', () => {
  it('are created, listed, changed and deleted, each with its trace', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      creator: 'ann',
      status: 'ENABLED',
      next_time: Date.parse('2026-03-01T03:00:00Z'),
    });
    const path = `/${body['id']}`;
    expect((await request('GET', '')).body).toMatchObject({ total_number: 1, schedules: [body] });
    expect((await request('PATCH', path, { body: { enabled: false } })).body).toMatchObject({
      status: 'DISABLED',
    });
    expect((await request('GET', '', { query: { status: 'ENABLED' } })).body).toMatchObject({
      total_number: 0,
    });
    expect((await request('GET', '', { query: { target: 'task-1' } })).body).toMatchObject({
      total_number: 1,
    });
    expect((await request('DELETE', path)).status).toBe(200);
    expect((await request('GET', path)).body).toMatchObject({ error_code: 'ModelArts.72020048' });
    expect(world.documents.traces().map(({ trace_name: name, user }) => [name, user])).toEqual([
      ['createSchedule', 'ann'],
      ['updateSchedule', 'ann'],
      ['deleteSchedule', 'ann'],
    ]);
  });

  it.each([
    ['an expression that is none', { expression: 'every day' }, 'ModelArts.72060001', 'expression'],
    [
      'one that never fires again',
      { expression: 'cron(0 0 1 1 ? 2020)' },
      'ModelArts.72060001',
      'expression',
    ],
    ['a name that is none', { name: '-' }, 'ModelArts.72060001', 'name'],
    [
      'a kind that cannot be scheduled',
      { target: { kind: 'run', id: 'x' } },
      'ModelArts.72060001',
      'target.kind',
    ],
    ['a task that is not there', { target: { kind: 'task', id: 'x' } }, 'ModelArts.72020048', undefined],
    [
      'a connection that is not there',
      { target: { kind: 'connection', id: 'x' } },
      'ModelArts.72060020',
      undefined,
    ],
  ])('with %s are refused', async (_title, more, code, argument) => {
    const { body } = await create(more);
    expect(body).toMatchObject({
      error_code: code,
      ...(argument === undefined ? {} : { details: { argument } }),
    });
    expect((await request('GET', '')).body).toMatchObject({ total_number: 0 });
  });

  it.each([
    ['another expression that is none', { expression: 'rate(0 minutes)' }],
    ['a target that is not there', { target: { kind: 'task', id: 'x' } }],
  ])('are not changed to %s', async (_title, change) => {
    const { body } = await create();
    expect((await request('PATCH', `/${body['id']}`, { body: change })).status).toBe(400);
    expect((await request('GET', `/${body['id']}`)).body).toEqual(body);
  });

  it('of another workspace are not found', async () => {
    const { body } = await create();
    const { status } = await request('DELETE', `/${body['id']}`, { query: { workspace_id: 'other' } });
    expect(status).toBe(400);
  });
});
