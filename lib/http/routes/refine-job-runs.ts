import * as z from 'zod';
import { retryRequest, retryTask } from '../../refine/retry-task.ts';
import { startTask } from '../../refine/start-task.ts';
import { stopTask } from '../../refine/stop-task.ts';
import { outputChange } from '../../refine/task-output.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import { emptyBody, itemParams, refineJobSchema, runSchema, workspaceQuery } from '../schemas.ts';
import { callerOf, recipeErrors, shown } from './refine-job-edits.ts';

const itemPath = '/v2/{project}/refine-jobs/{id}';

const runErrors = [
  'ModelArts.72060001',
  'ModelArts.72010001',
  'ModelArts.72010003',
  'ModelArts.72020022',
  'ModelArts.72020048',
  'ModelArts.72020050',
  'ModelArts.72020051',
  ...recipeErrors,
] as const;

const startRequest = z
  .strictObject({
    output: outputChange.optional().describe('What of the output is to be another than before'),
    sample_count: z.int().min(1).optional().describe('Records to take from the start of the source'),
  })
  .optional();

export const refineJobRunRoutes = [
  defineRoute({
    operationId: 'StartRefineJob',
    method: 'POST',
    path: `${itemPath}/start`,
    summary: 'Start a run of a task that has not failed; one that has is retried',
    permission: 'modelarts:refineJob:start',
    params: itemParams,
    query: workspaceQuery,
    body: startRequest,
    status: 202,
    response: runSchema,
    errors: [...runErrors, 'ModelArts.72020008'],
    traces: ['startRefineJob'],
    handle: async (ports, { params, query, user, body: { output, sample_count: sampleCount } = {} }) =>
      present.run(await startTask(ports, query.workspace_id, params.id, { user, output, sampleCount })),
  }),
  defineRoute({
    operationId: 'StopRefineJob',
    method: 'POST',
    path: `${itemPath}/stop`,
    summary: 'Stop the run of a task',
    permission: 'modelarts:refineJob:stop',
    params: itemParams,
    query: workspaceQuery,
    body: emptyBody,
    status: 202,
    response: refineJobSchema,
    errors: ['ModelArts.72020047', 'ModelArts.72020048', 'ModelArts.72020051'],
    traces: ['stopRefineJob'],
    handle: async (ports, request) => shown(ports, await stopTask(ports, callerOf(request))),
  }),
  defineRoute({
    operationId: 'RetryRefineJob',
    method: 'POST',
    path: `${itemPath}/retry`,
    summary: 'Have a failed task go on with what it has not done, or do all of it again',
    permission: 'modelarts:refineJob:start',
    params: itemParams,
    query: workspaceQuery,
    body: retryRequest.default({ from: 'failed' }),
    status: 202,
    response: runSchema,
    errors: [...runErrors, 'ModelArts.72020047'],
    traces: ['retryRefineJob'],
    handle: async (ports, request) => present.run(await retryTask(ports, callerOf(request), request.body)),
  }),
] as const;
