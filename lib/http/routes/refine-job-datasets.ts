import { generateTaskDataset } from '../../refine/generate-task-dataset.ts';
import { stopGenerating, stopGeneratingRun } from '../../refine/stop-task.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import { emptyBody, itemParams, refineJobSchema, runSchema, workspaceQuery } from '../schemas.ts';
import { callerOf, shown } from './refine-job-edits.ts';

const runPath = '/v2/{project}/runs/{id}';

/** The making of the data set, which is the last stage of a run. */
export const refineJobDatasetRoutes = [
  defineRoute({
    operationId: 'StopGeneratingRefineJob',
    method: 'POST',
    path: '/v2/{project}/refine-jobs/{id}/stop-generating',
    summary: 'Stop the making of the data set of a task',
    permission: 'modelarts:refineJob:generateDataset',
    params: itemParams,
    query: workspaceQuery,
    body: emptyBody,
    status: 202,
    response: refineJobSchema,
    errors: ['ModelArts.72020041', 'ModelArts.72020048', 'ModelArts.72020051'],
    traces: ['stopGenerateDataset'],
    handle: async (ports, request) => shown(ports, await stopGenerating(ports, callerOf(request))),
  }),
  defineRoute({
    operationId: 'StopGeneratingRefinedDataset',
    method: 'POST',
    path: `${runPath}/stop-generating`,
    summary: 'Stop the making of the data set of a run',
    permission: 'modelarts:refineJob:generateDataset',
    params: itemParams,
    query: workspaceQuery,
    body: emptyBody,
    status: 202,
    response: runSchema,
    errors: ['ModelArts.72020020', 'ModelArts.72020041', 'ModelArts.72020051'],
    traces: ['stopGenerateDataset'],
    handle: async (ports, request) => present.run(await stopGeneratingRun(ports, callerOf(request))),
  }),
  defineRoute({
    operationId: 'GenerateRefinedDataset',
    method: 'POST',
    path: `${runPath}/generate-dataset`,
    summary:
      'Make the data set of a run whose operators are done and whose publishing has failed or been stopped',
    permission: 'modelarts:refineJob:generateDataset',
    params: itemParams,
    query: workspaceQuery,
    body: emptyBody,
    status: 202,
    response: runSchema,
    errors: ['ModelArts.72020020', 'ModelArts.72020048', 'ModelArts.72020051', 'ModelArts.72020052'],
    traces: ['retryRefineJob'],
    handle: async (ports, request) => present.run(await generateTaskDataset(ports, callerOf(request))),
  }),
] as const;
