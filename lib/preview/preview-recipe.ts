import * as z from 'zod';
import { readJson } from '../engine/json-object.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { type DatasetType, datasetTypeIds, isDatasetType, isFileType } from '../model/dataset-type.ts';
import { objectKeys } from '../model/object-keys.ts';
import { recipeSchema } from '../model/recipe.ts';
import type { TextModels } from '../model/text-models.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { buildRecipe } from '../refine/build-recipe.ts';
import { loadUsableDataset } from '../refine/load-source.ts';
import { measureSample } from './measure-sample.ts';
import { planRefining } from './plan-refining.ts';
import { presentEffect, presentProjection, presentWaterfall } from './present-preview.ts';
import { projectOnAws } from './project-run.ts';
import { secondsPerByte } from './rate.ts';
import { runSample } from './run-sample.ts';
import { type Sample, sampleDataset, sampleOfRecords } from './sample.ts';

/** Records of a preview: what fits into the time that a request may take. */
const mostSamples = 1000;
const usualSamples = 100;

/** Ends well before the function that it runs in does, whose caller would be told nothing. */
const previewMilliseconds = 12_000;
const measureMilliseconds = 3_000;

const samples = z
  .int()
  .min(1)
  .max(mostSamples)
  .default(usualSamples)
  .describe('Records to take, spread evenly over the data');
const version = z.int().min(1).optional().describe('The newest by default');

/** What a recipe is estimated on. */
export const estimateRequest = z.strictObject({
  dataset: z.string(),
  version,
  recipe: recipeSchema,
  samples,
});

/** What a recipe is previewed on: a data set, or records that come with the request. */
export const previewRequest = z.strictObject({
  dataset: z.string().optional(),
  version,
  records: z.array(z.unknown()).min(1).max(mostSamples).optional(),
  dataset_type: z.enum(datasetTypeIds).optional().describe('Of the records; by default what the recipe says'),
  recipe: recipeSchema,
  samples,
});

export interface PreviewPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly loadResource: (address: string, kind?: 'binary') => Promise<string>;
  readonly models?: TextModels;
}

/**
 * Runs a recipe on some records and tells what each operator does to them; writes nothing.
 * @throws SluiceError ModelArts.72060001, 72010003, 72020022, what `parseRecipe` throws, and what loading a resource does
 */
export const previewRecipe = async (
  ports: PreviewPorts,
  workspace: string,
  request: z.output<typeof previewRequest>,
) => {
  const { type, sample } = await sampleFor(ports, workspace, request);
  refuseMedia(type);
  const steps = await buildRecipe(ports, { recipe: request.recipe, type });
  const effect = await runSample(steps, sample, { type, limitMilliseconds: previewMilliseconds });
  return {
    ...presentEffect(effect, sample),
    kept: effect.kept.map((line): unknown => JSON.parse(line)),
  };
};

/**
 * Tells from a sample what a recipe would take for a whole data set, and what would become of its records.
 * @throws SluiceError as `previewRecipe`
 */
export const estimateRecipe = async (
  ports: PreviewPorts,
  workspace: string,
  request: z.output<typeof estimateRequest>,
) => {
  const { recipe } = request;
  const { manifest, manifestKey } = await loadVersion(ports, workspace, request);
  refuseMedia(manifest.type);
  const stages = await planRefining(ports.objects, { manifest, manifestKey, recipe, models: ports.models });
  const sample = await sampleDataset(ports.objects, manifest, request.samples);
  const steps = await buildRecipe(ports, { recipe, type: manifest.type });
  const limits = { type: manifest.type, limitMilliseconds: previewMilliseconds };
  const effect = await runSample(steps, sample, limits);
  const measures = effect.isCut
    ? []
    : measureSample(steps, sample, { ...limits, limitMilliseconds: measureMilliseconds });
  return {
    sample: presentEffect(effect, sample).sample,
    ...(measures.length === 0
      ? {}
      : { aws: presentProjection(projectOnAws(secondsPerByte(measures), stages)) }),
    waterfall: presentWaterfall(effect, sample),
    stages,
  };
};

/** A request has neither the time nor the programs that reading pictures, videos and documents takes. */
const refuseMedia = (type: DatasetType): void => {
  if (!isFileType(type)) return;
  const reason = 'files have no preview: try the recipe on some files, sluice run RECIPE --in FOLDER';
  throw new SluiceError('ModelArts.72060001', { argument: `dataset type ${type}`, reason });
};

const sampleFor = async (
  ports: PreviewPorts,
  workspace: string,
  request: z.output<typeof previewRequest>,
): Promise<{ readonly type: DatasetType; readonly sample: Sample }> => {
  const { dataset, records, samples: count } = request;
  if (records !== undefined && dataset === undefined) {
    return { type: typeOfRecords(request), sample: sampleOfRecords(records.slice(0, count)) };
  }
  if (dataset === undefined || records !== undefined) {
    throw new SluiceError('ModelArts.72060001', {
      argument: 'dataset',
      reason: 'give either a dataset or records',
    });
  }
  const { manifest } = await loadVersion(ports, workspace, { dataset, version: request.version });
  return { type: manifest.type, sample: await sampleDataset(ports.objects, manifest, count) };
};

const typeOfRecords = ({ dataset_type, recipe }: z.output<typeof previewRequest>): DatasetType => {
  const type = dataset_type ?? recipe.type;
  if (type !== undefined && isDatasetType(type)) return type;
  const reason = `give the type of the records: ${datasetTypeIds.join(', ')}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'dataset_type', reason });
};

/**
 * The manifest of a version of a data set that may be read.
 * @throws SluiceError ModelArts.72010003, 72020022
 */
export const loadVersion = async (
  { documents, objects }: Pick<PreviewPorts, 'documents' | 'objects'>,
  workspace: string,
  wanted: { readonly dataset: string; readonly version?: number | undefined },
): Promise<{ readonly manifest: DatasetManifest; readonly manifestKey: string }> => {
  const dataset = await loadUsableDataset(documents, workspace, wanted.dataset);
  const manifestKey = objectKeys.datasetManifest(workspace, dataset.id, wanted.version ?? dataset.version);
  if ((await objects.find(manifestKey)) === undefined) {
    throw new SluiceError('ModelArts.72020022', { reason: 'no such version' });
  }
  return { manifest: await readJson<DatasetManifest>(objects, manifestKey), manifestKey };
};
