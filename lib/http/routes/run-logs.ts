import * as z from 'zod';
import { LIMITS } from '../../model/limits.ts';
import { LOG_LEVELS } from '../../reports/log-line.ts';
import { downloadLog, searchLog } from '../../reports/search-log.ts';
import { defineRoute } from '../define-route.ts';
import { itemParams, noBody, workspaceQuery } from '../schemas.ts';
import { runOf, runPath } from './run-paths.ts';

const filterQuery = workspaceQuery.extend({
  keyword: z.string().min(1).optional().describe('Part of the line, in whatever case'),
  regex: z.string().min(1).max(1000).optional().describe('What a part of the line must match'),
  level: z.enum(LOG_LEVELS).optional().describe('This level or a worse one'),
  operator: z.string().optional().describe('Name of the operator in the report'),
  from: z.string().optional().describe('`next` of an earlier reply'),
});

const logErrors = [
  'ModelArts.72020020',
  'ModelArts.72020057',
  'ModelArts.72020067',
  'ModelArts.72020070',
  'ModelArts.72060001',
] as const;

const lineSchema = z
  .looseObject({
    time: z.int().optional().describe('Milliseconds since the epoch, UTC'),
    level: z.enum(LOG_LEVELS),
    stage: z.int().optional(),
    kind: z.string().optional(),
    shard: z.int().optional(),
    attempt: z.int().optional(),
    operator: z.string().optional(),
    message: z.string(),
  })
  .describe('A line of the log, with counts, places and codes beside its message');

export const runLogRoutes = [
  defineRoute({
    operationId: 'SearchRunLogs',
    method: 'GET',
    path: `${runPath}/logs`,
    summary: 'The lines of the log of a run that match, also while it is under way',
    permission: 'modelarts:refineJob:getLogs',
    params: itemParams,
    query: filterQuery.extend({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(LIMITS.logPageLines)
        .default(100)
        .describe('Most lines to give'),
      offset: z.coerce.number().int().min(0).default(0).describe('Lines to skip, from `from` on'),
    }),
    body: noBody,
    status: 200,
    response: z.object({
      total_number: z.int().describe('Lines that match, as far as was searched'),
      is_complete: z.boolean().describe('Whether all of the log was searched; if not, `next` goes on'),
      logs: z.array(lineSchema),
      next: z.string().optional().describe('For `from`: where the lines after these begin'),
    }),
    errors: logErrors,
    handle: async (ports, request) => {
      const { workspace_id, ...search } = request.query;
      const { lines, matchCount, isComplete, next } = await searchLog(
        ports,
        await runOf(ports, request),
        search,
      );
      return { total_number: matchCount, is_complete: isComplete, logs: lines, next };
    },
  }),
  defineRoute({
    operationId: 'DownloadRunLogs',
    method: 'GET',
    path: `${runPath}/logs/download`,
    summary: 'All lines of the log of a run that match, as a file of JSON lines',
    permission: 'modelarts:refineJob:getLogs',
    params: itemParams,
    query: filterQuery,
    body: noBody,
    status: 200,
    response: z.unknown(),
    mediaType: 'application/x-ndjson',
    errors: logErrors,
    handle: async (ports, request) => {
      const { workspace_id, ...search } = request.query;
      const run = await runOf(ports, request);
      return { ...(await downloadLog(ports, run, search)), fileName: `${run.id}.log.jsonl` };
    },
  }),
] as const;
