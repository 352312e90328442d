import { readFile } from 'node:fs/promises';
import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { textModels } from '../../adapters/models/text-models.ts';
import { readJson } from '../../engine/json-object.ts';
import type { DatasetManifest } from '../../model/dataset.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { measureSample } from '../../preview/measure-sample.ts';
import { planRefining } from '../../preview/plan-refining.ts';
import {
  presentAbout,
  presentEffect,
  presentProjection,
  presentWaterfall,
} from '../../preview/present-preview.ts';
import { projectOnAws, projectSeconds } from '../../preview/project-run.ts';
import { secondsPerByte } from '../../preview/rate.ts';
import { runSample } from '../../preview/run-sample.ts';
import { sampleDataset } from '../../preview/sample.ts';
import { buildRecipe } from '../../refine/build-recipe.ts';
import { rounded } from '../../usage/present-usage.ts';

interface RunPreviewRequest {
  /** Key of the manifest of the version that was imported. */
  readonly manifestKey: string;
  readonly recipe: Recipe;
  readonly sampleCount: number;
  readonly workers: number;
  /** Where the answers of models are kept. */
  readonly answers: string;
  /** What importing the whole took, which is known. */
  readonly importSeconds: number;
}

/** People wait at a terminal; longer than in a function. */
const limitMilliseconds = 60_000;

/**
 * What a recipe does to a sample of an imported version, and what it would take for the whole: here, and on AWS. Takes the
 * same records as a run with a `sampleCount` does.
 */
export const previewRun = async (objects: ObjectStore, request: RunPreviewRequest) => {
  const { manifestKey, recipe, sampleCount, workers, answers, importSeconds } = request;
  const manifest = await readJson<DatasetManifest>(objects, manifestKey);
  const { type } = manifest;
  const models = textModels(new FileObjectStore({ root: answers }));
  const steps = await buildRecipe(
    {
      loadResource: (path, kind) => readFile(path, kind === 'binary' ? 'latin1' : 'utf8'),
      models,
    },
    { recipe, type },
  );
  const sample = await sampleDataset(objects, manifest, sampleCount);
  const effect = await runSample(steps, sample, { type, limitMilliseconds });
  const shown = { ...presentEffect(effect, sample), waterfall: presentWaterfall(effect, sample) };
  if (effect.isCut || effect.triedCount === 0) return shown;

  const rate = secondsPerByte(measureSample(steps, sample, { type, limitMilliseconds }));
  const stages = await planRefining(objects, { manifest, manifestKey, recipe, models });
  const shards = stages[0]?.shards ?? { count: 0, bytes: 0, largest_bytes: 0 };
  return {
    ...shown,
    projection: {
      output_bytes: Math.round((effect.keptBytes / effect.triedBytes) * sample.sizeBytes),
      here: {
        workers: Math.min(workers, Math.max(1, shards.count)),
        import_seconds: rounded(importSeconds, 3),
        refine_seconds: presentAbout(projectSeconds(rate, shards, workers), 3),
        memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
        note: 'About. Memory is what this run took: it does not grow with the data.',
      },
      aws: presentProjection(projectOnAws(rate, stages)),
    },
  };
};
export type RunPreview = Awaited<ReturnType<typeof previewRun>>;
