import * as z from 'zod';
import { readJson } from '../../engine/json-object.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { Run } from '../../model/run.ts';
import { type ApiPorts, defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import {
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  runSchema,
  workspaceQuery,
} from '../schemas.ts';

export const runRoutes = [
  defineRoute({
    operationId: 'ListRuns',
    method: 'GET',
    path: '/v2/{project}/runs',
    summary: 'Runs, newest first',
    permission: 'modelarts:refineJob:get',
    params: projectParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('runs', runSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { items, total } = await documents.list('run', query.workspace_id, query);
      return { total_number: total, runs: items.map(present.run) };
    },
  }),
  defineRoute({
    operationId: 'ShowRun',
    method: 'GET',
    path: '/v2/{project}/runs/{id}',
    summary: 'One run, with its stages',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: runSchema,
    errors: ['ModelArts.72020020'],
    handle: async ({ documents }, { params, query }) =>
      present.run(await loadRun(documents, query.workspace_id, params.id)),
  }),
  defineRoute({
    operationId: 'ShowRunReport',
    method: 'GET',
    path: '/v2/{project}/runs/{id}/report',
    summary: 'Report of a run that has ended: its operators, or the problems that failed it',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: z.unknown(),
    errors: ['ModelArts.72020020'],
    handle: async ({ documents, objects }, { params, query }) => {
      const run = await loadRun(documents, query.workspace_id, params.id);
      const key = run.status === 'failed' ? objectKeys.problems(run.id) : objectKeys.report(run.id);
      if ((await objects.find(key)) === undefined) {
        throw new SluiceError('ModelArts.72020020', { reason: 'the run has no report' });
      }
      return readJson(objects, key);
    },
  }),
] as const;

/** @throws SluiceError ModelArts.72020020 */
const loadRun = async (documents: ApiPorts['documents'], workspace: string, id: string): Promise<Run> => {
  const found = await documents.find('run', workspace, id);
  if (found === undefined) throw new SluiceError('ModelArts.72020020', {});
  return found.document;
};
