import * as z from 'zod';
import type { Task } from '../../model/document.ts';
import type { Versioned } from '../../ports/document-store.ts';
import { duplicateTask } from '../../refine/duplicate-task.ts';
import { namesRequest, recipeRequest, renameTask, saveOutput, saveRecipe } from '../../refine/edit-task.ts';
import { findFailure } from '../../refine/latest-run.ts';
import { taskOutput } from '../../refine/task-output.ts';
import { type ApiPorts, defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import { itemParams, refineJobSchema, workspaceQuery } from '../schemas.ts';

/** What can be wrong with a recipe or a template. */
export const recipeErrors = [
  'ModelArts.72020001',
  'ModelArts.72020002',
  'ModelArts.72020028',
  'ModelArts.72020057',
  'ModelArts.72020087',
  'ModelArts.72020139',
  'ModelArts.72090007',
] as const;

const editErrors = [
  'ModelArts.72060001',
  'ModelArts.72020048',
  'ModelArts.72020051',
  'ModelArts.72020128',
] as const;

const itemPath = '/v2/{project}/refine-jobs/{id}';

export const refineJobEditRoutes = [
  defineRoute({
    operationId: 'UpdateRefineJob',
    method: 'PATCH',
    path: itemPath,
    summary: 'Rename a task or describe it anew, also while it runs',
    permission: 'modelarts:refineJob:update',
    params: itemParams,
    query: workspaceQuery,
    body: namesRequest,
    takesRevision: true,
    status: 200,
    response: refineJobSchema,
    errors: [...editErrors, 'ModelArts.72020129', 'ModelArts.72020130'],
    traces: ['updateRefineJob'],
    handle: async (ports, request) => shown(ports, await renameTask(ports, callerOf(request), request.body)),
  }),
  defineRoute({
    operationId: 'SaveRefineRecipe',
    method: 'PUT',
    path: `${itemPath}/recipe`,
    summary: 'Save the recipe of a task that does not run',
    permission: 'modelarts:refineJob:update',
    params: itemParams,
    query: workspaceQuery,
    body: recipeRequest,
    takesRevision: true,
    status: 200,
    response: refineJobSchema,
    errors: [...editErrors, ...recipeErrors, 'ModelArts.72010003', 'ModelArts.72020022'],
    traces: ['updateRefineJob'],
    handle: async (ports, request) => shown(ports, await saveRecipe(ports, callerOf(request), request.body)),
  }),
  defineRoute({
    operationId: 'SaveRefineOutput',
    method: 'PUT',
    path: `${itemPath}/output`,
    summary: 'Save what data set a task that does not run is to make',
    permission: 'modelarts:refineJob:update',
    params: itemParams,
    query: workspaceQuery,
    body: taskOutput,
    takesRevision: true,
    status: 200,
    response: refineJobSchema,
    errors: [...editErrors, 'ModelArts.72010001'],
    traces: ['updateRefineJob'],
    handle: async (ports, request) => shown(ports, await saveOutput(ports, callerOf(request), request.body)),
  }),
  defineRoute({
    operationId: 'DuplicateRefineJob',
    method: 'POST',
    path: `${itemPath}/duplicate`,
    summary: 'An unfinished task with the source and the recipe of another',
    permission: 'modelarts:refineJob:create',
    params: itemParams,
    query: workspaceQuery,
    body: z.strictObject({ name: z.string().optional() }).optional(),
    status: 201,
    response: refineJobSchema,
    errors: ['ModelArts.72060001', 'ModelArts.72020048', 'ModelArts.72020051', 'ModelArts.72020129'],
    traces: ['createRefineJob'],
    handle: async (ports, request) =>
      present.refineJob(await duplicateTask(ports, callerOf(request), request.body), { revision: 1 }),
  }),
] as const;

interface TaskRequest {
  readonly params: { readonly id: string };
  readonly query: { readonly workspace_id: string };
  readonly user: string;
  readonly ifRevision?: number;
}

/** Which task a request is about, and who asks. */
export const callerOf = ({ params, query, user, ifRevision }: TaskRequest) => ({
  workspace: query.workspace_id,
  id: params.id,
  user,
  ...(ifRevision === undefined ? {} : { ifRevision }),
});

/** A task with the revision that `If-Match` wants. */
export const shown = async ({ documents }: ApiPorts, { document, revision }: Versioned<Task>) =>
  present.refineJob(document, { revision, error: await findFailure(documents, document) });
