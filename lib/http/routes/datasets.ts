import * as z from 'zod';
import { readJson } from '../../engine/json-object.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { DatasetManifest } from '../../model/dataset.ts';
import { objectKeys } from '../../model/object-keys.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import {
  datasetSchema,
  datasetVersionSchema,
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  workspaceQuery,
} from '../schemas.ts';

export const datasetRoutes = [
  defineRoute({
    operationId: 'ListDatasets',
    method: 'GET',
    path: '/v2/{project}/datasets',
    summary: 'Data sets, newest first',
    permission: 'modelarts:dataset:list',
    params: projectParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('datasets', datasetSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { items, total } = await documents.list('dataset', query.workspace_id, query);
      return { total_number: total, datasets: items.map(present.dataset) };
    },
  }),
  defineRoute({
    operationId: 'ShowDataset',
    method: 'GET',
    path: '/v2/{project}/datasets/{id}',
    summary: 'One data set',
    permission: 'modelarts:dataset:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: datasetSchema,
    errors: ['ModelArts.72010003'],
    handle: async ({ documents }, { params, query }) => {
      const found = await documents.find('dataset', query.workspace_id, params.id);
      if (found === undefined) throw notFound(params.id, query.workspace_id);
      return present.dataset(found.document);
    },
  }),
  defineRoute({
    operationId: 'ShowDatasetVersion',
    method: 'GET',
    path: '/v2/{project}/datasets/{id}/versions/{version}',
    summary: 'One version of a data set, with its parts',
    permission: 'modelarts:dataset:get',
    params: itemParams.extend({ version: z.coerce.number().int().min(1) }),
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: datasetVersionSchema,
    errors: ['ModelArts.72010003'],
    handle: async ({ documents, objects }, { params, query }) => {
      const found = await documents.find('dataset', query.workspace_id, params.id);
      if (found === undefined || params.version > found.document.version) {
        throw notFound(params.id, query.workspace_id);
      }
      const key = objectKeys.datasetManifest(query.workspace_id, params.id, params.version);
      const prefix = objectKeys.datasetVersion(query.workspace_id, params.id, params.version);
      return present.datasetVersion(await readJson<DatasetManifest>(objects, key), prefix);
    },
  }),
] as const;

const notFound = (dataset: string, workspace: string): SluiceError =>
  new SluiceError('ModelArts.72010003', { dataset, workspace });
