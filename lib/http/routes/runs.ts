import * as z from 'zod';
import { runOperations } from '../../reports/run-operations.ts';
import { runOverview } from '../../reports/run-overview.ts';
import { runReport } from '../../reports/run-report.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import { overviewSchema, reportSchema } from '../report-schemas.ts';
import {
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  runSchema,
  traceSchema,
  workspaceQuery,
} from '../schemas.ts';
import { runChangeRoutes } from './run-changes.ts';
import { runFileRoutes } from './run-files.ts';
import { runLogRoutes } from './run-logs.ts';
import { runOf, runPath } from './run-paths.ts';

const runStatus = z.enum(['RUNNING', 'STOPPING', 'SUCCEEDED', 'FAILED', 'STOPPED']);

export const runRoutes = [
  defineRoute({
    operationId: 'ListRuns',
    method: 'GET',
    path: '/v2/{project}/runs',
    summary: 'Runs, newest first',
    permission: 'modelarts:refineJob:get',
    params: projectParams,
    query: listQuery.extend({
      parent_id: z.string().optional().describe('The connection or task that they are runs of'),
      dataset: z.string().optional().describe('Data set that they make a version of'),
      status: runStatus.optional(),
    }),
    body: noBody,
    status: 200,
    response: listOf('runs', runSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { workspace_id, parent_id: parent, dataset, status } = query;
      const filter = {
        ...(parent === undefined ? {} : { parent }),
        ...(dataset === undefined ? {} : { dataset }),
        ...(status === undefined ? {} : { status: status.toLowerCase() }),
      };
      const { items, total } = await documents.list('run', workspace_id, query, filter);
      return { total_number: total, runs: items.map(present.run) };
    },
  }),
  defineRoute({
    operationId: 'ShowRun',
    method: 'GET',
    path: runPath,
    summary: 'One run, with its stages',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: runSchema,
    errors: ['ModelArts.72020020'],
    handle: async (ports, request) => present.run(await runOf(ports, request)),
  }),
  defineRoute({
    operationId: 'ShowRunOverview',
    method: 'GET',
    path: `${runPath}/overview`,
    summary: 'How long a run took, its steps, its samples before and after; so far, while it is under way',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: overviewSchema,
    errors: ['ModelArts.72020020'],
    handle: async (ports, request) => runOverview(ports, await runOf(ports, request)),
  }),
  defineRoute({
    operationId: 'ShowRunReport',
    method: 'GET',
    path: `${runPath}/report`,
    summary: 'What each operator of a run did, with the failure on top; so far, while it is under way',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: reportSchema,
    errors: ['ModelArts.72020020', 'ModelArts.72020067'],
    handle: async (ports, request) => runReport(ports, await runOf(ports, request)),
  }),
  defineRoute({
    operationId: 'ListRunOperations',
    method: 'GET',
    path: `${runPath}/operations`,
    summary: 'What was done with a run, and what it did, in the last seven days, newest first',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('operations', traceSchema),
    errors: ['ModelArts.72020020', 'ModelArts.72060001'],
    handle: async (ports, request) => {
      const run = await runOf(ports, request);
      const { items, total } = await runOperations(ports.traces, run, request.query);
      return { total_number: total, operations: items };
    },
  }),
  ...runLogRoutes,
  ...runChangeRoutes,
  ...runFileRoutes,
] as const;
