import * as z from 'zod';
import type { TraceFilter } from '../../ports/trace-store.ts';
import { defineRoute } from '../define-route.ts';
import { listOf, listQuery, noBody, projectParams, traceSchema } from '../schemas.ts';

const time = z.coerce.number().int().optional();
const text = z.string().optional();

export const traceRoutes = [
  defineRoute({
    operationId: 'ListTraces',
    method: 'GET',
    path: '/v2/{project}/traces',
    summary: 'The audit trail of the last seven days, newest first',
    permission: 'cts:trace:list',
    params: projectParams,
    query: listQuery.extend({
      from: time.describe('Not before, milliseconds since the epoch'),
      to: time.describe('Before, milliseconds since the epoch'),
      trace_name: text,
      resource_type: text,
      resource_id: text,
      user: text,
      trace_rating: z.enum(['normal', 'warning', 'incident']).optional(),
    }),
    body: noBody,
    status: 200,
    response: listOf('traces', traceSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ traces }, { query: { workspace_id, limit, offset, ...filter } }) => {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      const { items, total } = await traces.list({ workspace: workspace_id, ...given } as TraceFilter, {
        limit,
        offset,
      }); // the keys of the query are those of the filter
      return { total_number: total, traces: items };
    },
  }),
] as const;
