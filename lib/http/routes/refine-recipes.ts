import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { DATASET_TYPES, datasetTypeIds, isDatasetType } from '../../model/dataset-type.ts';
import { recipeSchema } from '../../model/recipe.ts';
import { parseRecipe } from '../../operators/parse-recipe.ts';
import { planRefining } from '../../preview/plan-refining.ts';
import {
  estimateRecipe,
  estimateRequest,
  loadVersion,
  type PreviewPorts,
  previewRecipe,
  previewRequest,
} from '../../preview/preview-recipe.ts';
import { type ApiPorts, defineRoute } from '../define-route.ts';
import { estimateSchema, plannedStageSchema, previewSchema } from '../preview-schemas.ts';
import { itemParams, noBody, projectParams, workspaceQuery } from '../schemas.ts';

const recipeErrors = [
  'ModelArts.72060001',
  'ModelArts.72020001',
  'ModelArts.72020002',
  'ModelArts.72020057',
  'ModelArts.72020087',
  'ModelArts.72020139',
  'ModelArts.72090007',
] as const;
const datasetErrors = ['ModelArts.72010003', 'ModelArts.72020022'] as const;
const resourceErrors = ['ModelArts.72090024', 'ModelArts.72091001'] as const;

export const refineRecipeRoutes = [
  defineRoute({
    operationId: 'ValidateRecipe',
    method: 'POST',
    path: '/v2/{project}/refine-recipes/validate',
    summary: 'Check a recipe for a data set or a type; gives its operators with all their parameters',
    permission: 'modelarts:refineJob:create',
    params: projectParams,
    query: workspaceQuery,
    body: z.strictObject({
      recipe: recipeSchema,
      dataset: z.string().optional(),
      version: z.int().min(1).optional(),
      dataset_type: z.enum(datasetTypeIds).optional(),
    }),
    status: 200,
    response: z.object({
      dataset_type: z.string(),
      operators: z.array(
        z.object({
          operator: z.string(),
          version: z.int(),
          params: z.unknown(),
          resources: z.array(z.string()),
        }),
      ),
    }),
    errors: [...recipeErrors, ...datasetErrors],
    handle: async (ports, { query, body }) => {
      const { type, format } = await checkedFor(ports, query.workspace_id, body);
      return {
        dataset_type: type,
        operators: parseRecipe(body.recipe, type, format).map(({ operator, params, resources }) => ({
          operator: operator.id,
          version: operator.version,
          params,
          resources: resources.map(({ address }) => address),
        })),
      };
    },
  }),
  defineRoute({
    operationId: 'PreviewRecipe',
    method: 'POST',
    path: '/v2/{project}/refine-recipes/preview',
    summary: 'Run a recipe on a sample and show what each operator does; writes nothing',
    permission: 'modelarts:refineJob:create',
    params: projectParams,
    query: workspaceQuery,
    body: previewRequest,
    status: 200,
    response: previewSchema,
    errors: [...recipeErrors, ...datasetErrors, ...resourceErrors],
    handle: async (ports, { query, body }) => previewRecipe(withResources(ports), query.workspace_id, body),
  }),
  defineRoute({
    operationId: 'EstimateRecipe',
    method: 'POST',
    path: '/v2/{project}/refine-recipes/estimate',
    summary:
      'Time and cost of a recipe for a whole data set, and what becomes of its records, told by a sample',
    permission: 'modelarts:refineJob:create',
    params: projectParams,
    query: workspaceQuery,
    body: estimateRequest,
    status: 200,
    response: estimateSchema,
    errors: [...recipeErrors, ...datasetErrors, ...resourceErrors],
    handle: async (ports, { query, body }) => estimateRecipe(withResources(ports), query.workspace_id, body),
  }),
  defineRoute({
    operationId: 'ShowRefineJobPlan',
    method: 'GET',
    path: '/v2/{project}/refine-jobs/{id}/plan',
    summary: 'The stages of a run that is not started: operators, shards, workers, what is written where',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: z.object({ job: z.string(), stages: z.array(plannedStageSchema) }),
    errors: [...recipeErrors, ...datasetErrors, 'ModelArts.72020048', 'ModelArts.72020051'],
    handle: async (ports, { params, query: { workspace_id } }) => {
      const task = (await ports.documents.find('task', workspace_id, params.id))?.document;
      if (task === undefined) throw new SluiceError('ModelArts.72020048', {});
      const { recipe, source } = task;
      if (recipe === undefined)
        throw new SluiceError('ModelArts.72020051', { reason: 'it has no recipe yet' });
      const version = await loadVersion(ports, workspace_id, source);
      const { objects, models } = ports;
      return { job: task.id, stages: await planRefining(objects, { ...version, recipe, models }) };
    },
  }),
] as const;

interface CheckedFor {
  readonly dataset?: string | undefined;
  readonly version?: number | undefined;
  readonly dataset_type?: string | undefined;
  readonly recipe: { readonly type?: string | undefined };
}

/** The type and shape that a recipe is checked for. */
const checkedFor = async (ports: ApiPorts, workspace: string, request: CheckedFor) => {
  const { dataset, version, dataset_type, recipe } = request;
  if (dataset !== undefined) return (await loadVersion(ports, workspace, { dataset, version })).manifest;
  const type = dataset_type ?? recipe.type ?? '';
  if (isDatasetType(type)) return { type, format: undefined };
  const reason = `give a dataset, or a type: ${Object.keys(DATASET_TYPES).join(', ')}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'dataset_type', reason });
};

const withResources = ({
  objects,
  documents,
  loadResource = noResource,
  models = {},
}: ApiPorts): PreviewPorts => ({ objects, documents, loadResource, models });

const noResource = async (address: string): Promise<string> => {
  throw new SluiceError('ModelArts.72091001', { file: address });
};
