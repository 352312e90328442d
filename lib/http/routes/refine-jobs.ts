import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { createTask, taskRequest } from '../../refine/create-task.ts';
import { startTask } from '../../refine/start-task.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import {
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  refineJobSchema,
  runSchema,
  workspaceQuery,
} from '../schemas.ts';

export const refineJobRoutes = [
  defineRoute({
    operationId: 'ListRefineJobs',
    method: 'GET',
    path: '/v2/{project}/refine-jobs',
    summary: 'Refining tasks, newest first',
    permission: 'modelarts:refineJob:list',
    params: projectParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('refine_jobs', refineJobSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { items, total } = await documents.list('task', query.workspace_id, query);
      return { total_number: total, refine_jobs: items.map(present.refineJob) };
    },
  }),
  defineRoute({
    operationId: 'CreateRefineJob',
    method: 'POST',
    path: '/v2/{project}/refine-jobs',
    summary: 'Create a refining task',
    permission: 'modelarts:refineJob:create',
    params: projectParams,
    query: workspaceQuery,
    body: taskRequest,
    status: 201,
    response: refineJobSchema,
    errors: [
      'ModelArts.72060001',
      'ModelArts.72010001',
      'ModelArts.72010003',
      'ModelArts.72020001',
      'ModelArts.72020002',
      'ModelArts.72020022',
      'ModelArts.72020057',
      'ModelArts.72020087',
      'ModelArts.72020139',
      'ModelArts.72090007',
    ],
    traces: ['createRefineJob'],
    handle: async (ports, { query, user, body }) =>
      present.refineJob(await createTask(ports, { workspace: query.workspace_id, user }, body)),
  }),
  defineRoute({
    operationId: 'ShowRefineJob',
    method: 'GET',
    path: '/v2/{project}/refine-jobs/{id}',
    summary: 'One refining task',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: refineJobSchema,
    errors: ['ModelArts.72020048'],
    handle: async ({ documents }, { params, query }) => {
      const found = await documents.find('task', query.workspace_id, params.id);
      if (found === undefined) throw new SluiceError('ModelArts.72020048', {});
      return present.refineJob(found.document);
    },
  }),
  defineRoute({
    operationId: 'StartRefineJob',
    method: 'POST',
    path: '/v2/{project}/refine-jobs/{id}/start',
    summary: 'Start a run of a refining task',
    permission: 'modelarts:refineJob:start',
    params: itemParams,
    query: workspaceQuery,
    body: z.unknown(),
    status: 202,
    response: runSchema,
    errors: ['ModelArts.72020048', 'ModelArts.72020008', 'ModelArts.72020022', 'ModelArts.72010001'],
    traces: ['startRefineJob'],
    handle: async (ports, { params, query }) =>
      present.run(await startTask(ports, query.workspace_id, params.id)),
  }),
] as const;
