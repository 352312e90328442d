import { expect } from 'vitest';
import { handleRequest } from '../../lib/http/handle-request.ts';
import { ROUTES } from '../../lib/http/routes/index.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { openWorld, recipe } from './tasks-world.ts';

export type Body = Readonly<Record<string, unknown>>;

interface RequestParts {
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly user?: string;
  readonly ifMatch?: string;
}

/** What a task that lacks nothing is created from. */
export const complete = { dataset: 'questions', recipe, output: { dataset: 'clean' } };

/** A world with the API before it. */
export const openApi = async () => {
  const world = await openWorld();
  const ports = { ...world.ports, traces: new MemoryTraceStore(world.documents) };
  /** Whatever the API answers with, it must have said so in its routes. */
  const request = async (
    method: string,
    path: string,
    { body, query = {}, user = 'ann', ifMatch }: RequestParts = {},
  ): Promise<{ readonly status: number; readonly body: Body }> => {
    const fullPath = `/v2/default${path}`;
    const response = await handleRequest(ports, {
      method,
      path: fullPath,
      query,
      body: body === undefined ? undefined : JSON.stringify(body),
      user,
      requestId: 'request-1',
      ifMatch,
    });
    const reply = response.body as Body; // replies are objects
    const route = ROUTES.find((one) => one.method === method && isOf(one.path, fullPath));
    if (response.status < 300) expect(() => route?.response.parse(reply)).not.toThrow();
    else expect(route?.errors, route?.operationId).toContain(reply['error_code']);
    return { status: response.status, body: reply };
  };
  return {
    world,
    request,
    /** Creates a task and gives its path. */
    created: async (more: object = {}, user = 'ann'): Promise<string> => {
      const { body } = await request('POST', '/refine-jobs', { body: { ...complete, ...more }, user });
      return `/refine-jobs/${body['id']}`;
    },
  };
};
export type Api = Awaited<ReturnType<typeof openApi>>;

export const idOf = (path: string): string => path.slice('/refine-jobs/'.length);

const isOf = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
