import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { deleteTask, purgeTask, restoreTask } from '../../refine/delete-task.ts';
import { defineRoute } from '../define-route.ts';
import { batchReply, batchRequest, eachOf } from '../each-of.ts';
import {
  emptyBody,
  flag,
  itemParams,
  noBody,
  projectParams,
  refineJobSchema,
  workspaceQuery,
} from '../schemas.ts';
import { callerOf, shown } from './refine-job-edits.ts';

const path = '/v2/{project}/refine-jobs';

/** Typed by people in whatever language they read. */
const confirmation = 'DELETE';

const deleteErrors = [
  'ModelArts.72060001',
  'ModelArts.72020008',
  'ModelArts.72020047',
  'ModelArts.72020048',
  'ModelArts.72020051',
] as const;

export const refineJobDeletionRoutes = [
  defineRoute({
    operationId: 'DeleteRefineJob',
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: 'Delete a task such that it can be restored or, when it is deleted, for good',
    permission: 'modelarts:refineJob:delete',
    params: itemParams,
    query: workspaceQuery.extend({
      permanent: flag.describe('For good; only what is deleted already'),
      confirm: z.string().optional().describe(`\`${confirmation}\`, with \`permanent\``),
    }),
    body: noBody,
    status: 200,
    response: refineJobSchema,
    errors: [...deleteErrors, 'ModelArts.72020045'],
    traces: ['deleteRefineJob'],
    handle: async (ports, request) => {
      const { permanent, confirm } = request.query;
      if (permanent !== 'true') return shown(ports, await deleteTask(ports, callerOf(request)));
      if (confirm !== confirmation) {
        const reason = `it must be ${confirmation}`;
        throw new SluiceError('ModelArts.72060001', { argument: 'confirm', reason });
      }
      return shown(ports, await purgeTask(ports, callerOf(request)));
    },
  }),
  defineRoute({
    operationId: 'BatchDeleteRefineJobs',
    method: 'POST',
    path: `${path}/batch-delete`,
    summary: 'Delete several tasks, each with an outcome of its own',
    permission: 'modelarts:refineJob:delete',
    params: projectParams,
    query: workspaceQuery,
    body: batchRequest,
    status: 200,
    response: batchReply,
    errors: deleteErrors,
    traces: ['deleteRefineJob'],
    handle: async (ports, { query, user, body }) =>
      eachOf(body, (id) => deleteTask(ports, { workspace: query.workspace_id, user, id })),
  }),
  defineRoute({
    operationId: 'RestoreRefineJob',
    method: 'POST',
    path: `${path}/{id}/restore`,
    summary: 'Take back that a task was deleted',
    permission: 'modelarts:refineJob:restore',
    params: itemParams,
    query: workspaceQuery,
    body: emptyBody,
    status: 200,
    response: refineJobSchema,
    errors: ['ModelArts.72020045', 'ModelArts.72020048'],
    traces: ['restoreRefineJob'],
    handle: async (ports, request) => shown(ports, await restoreTask(ports, callerOf(request))),
  }),
] as const;
