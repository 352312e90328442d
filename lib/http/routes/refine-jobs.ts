import * as z from 'zod';
import type { TaskStatus } from '../../model/document.ts';
import { createTask, taskRequest } from '../../refine/create-task.ts';
import { findFailure } from '../../refine/latest-run.ts';
import { listTaskOperations } from '../../refine/list-task-operations.ts';
import { loadTask } from '../../refine/require-task.ts';
import { defineRoute } from '../define-route.ts';
import { filterQuery, listFilterOf } from '../list-filter.ts';
import { present } from '../present.ts';
import {
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  refineJobSchema,
  refineJobStatus,
  traceSchema,
  workspaceQuery,
} from '../schemas.ts';
import { refineJobDatasetRoutes } from './refine-job-datasets.ts';
import { refineJobDeletionRoutes } from './refine-job-deletion.ts';
import { callerOf, recipeErrors, refineJobEditRoutes, shown } from './refine-job-edits.ts';
import { refineJobRunRoutes } from './refine-job-runs.ts';

const path = '/v2/{project}/refine-jobs';

export const refineJobRoutes = [
  defineRoute({
    operationId: 'ListRefineJobs',
    method: 'GET',
    path,
    summary: 'Refining tasks, newest first',
    permission: 'modelarts:refineJob:list',
    params: projectParams,
    query: listQuery.extend({
      ...filterQuery,
      search_content: z.string().optional().describe('Part of the name or the id'),
      latest_status: refineJobStatus.optional(),
    }),
    body: noBody,
    status: 200,
    response: listOf('refine_jobs', refineJobSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query, user }) => {
      const { workspace_id, search_content: search, latest_status: status } = query;
      const filter = listFilterOf(query, user, { search, status: status && statusOf(status) });
      const { items, total } = await documents.list('task', workspace_id, query, filter);
      const refineJobs = items.map(async (task) =>
        present.refineJob(task, { error: await findFailure(documents, task) }),
      );
      return { total_number: total, refine_jobs: await Promise.all(refineJobs) };
    },
  }),
  defineRoute({
    operationId: 'CreateRefineJob',
    method: 'POST',
    path,
    summary: 'Create a refining task; without a recipe or an output it is unfinished',
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
      'ModelArts.72020022',
      'ModelArts.72020078',
      'ModelArts.72020129',
      'ModelArts.72020130',
      ...recipeErrors,
    ],
    traces: ['createRefineJob'],
    handle: async (ports, { query, user, body }) =>
      present.refineJob(await createTask(ports, { workspace: query.workspace_id, user }, body), {
        revision: 1,
      }),
  }),
  defineRoute({
    operationId: 'ShowRefineJob',
    method: 'GET',
    path: `${path}/{id}`,
    summary: 'One refining task, deleted or not',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: refineJobSchema,
    errors: ['ModelArts.72020048'],
    handle: async (ports, request) => shown(ports, await loadTask(ports.documents, callerOf(request))),
  }),
  defineRoute({
    operationId: 'ListRefineJobOperations',
    method: 'GET',
    path: `${path}/{id}/operations`,
    summary: 'What was done with a task and what its runs did in the last seven days, newest first',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('operations', traceSchema),
    errors: ['ModelArts.72060001', 'ModelArts.72020048'],
    handle: async (ports, { params, query }) => {
      const task = { workspace: query.workspace_id, id: params.id };
      const { items, total } = await listTaskOperations(ports, task, query);
      return { total_number: total, operations: items };
    },
  }),
  ...refineJobEditRoutes,
  ...refineJobRunRoutes,
  ...refineJobDeletionRoutes,
  ...refineJobDatasetRoutes,
] as const;

/** A status of the specification as tasks have it. */
const statusOf = (status: z.output<typeof refineJobStatus>): TaskStatus =>
  // The others differ in their case only.
  status === 'DATASET_GENERATED' ? 'generated' : (status.toLowerCase() as TaskStatus);
