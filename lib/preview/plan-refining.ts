import type { DatasetManifest } from '../model/dataset.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Recipe } from '../model/recipe.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { operatorNames } from '../refine/operator-names.ts';
import { refineStage } from '../refine/refine-stage.ts';
import { countShards, type PlannedStage, plannedStage, planningPorts, shardRequests } from './plan-stages.ts';

/** What a refining run is planned from: the version that it would read, and where its manifest lies. */
export interface RefiningSource {
  readonly manifest: DatasetManifest;
  readonly manifestKey: string;
  readonly recipe: Recipe;
}

/**
 * The stages of a refining run that is not started, cut by the engine's own planning.
 * @throws SluiceError what `parseRecipe` throws
 */
export const planRefining = async (
  objects: ObjectStore,
  { manifest, manifestKey, recipe }: RefiningSource,
): Promise<readonly PlannedStage[]> => {
  const { type, format } = manifest;
  const steps = parseRecipe(recipe, type, format);
  const spec: RefineSpec = {
    kind: 'refine',
    run: 'plan',
    workspace: 'plan',
    task: 'plan',
    recipe,
    type,
    format,
    sourceManifestKey: manifestKey,
    keptChanges: 0,
    output: { dataset: 'plan', version: 1 },
    shardBytes: LIMITS.shardBytes,
    createdAt: 0,
  };
  const tasks = await refineStage.plan(planningPorts(objects), { spec, stage: 0 });
  const shards = countShards(tasks as readonly { readonly start: number; readonly end: number }[]); // slices of parts
  const operators = operatorNames(steps.map(({ operator }) => operator.id));
  return [
    plannedStage('refine', shards, {
      operators,
      writes: [
        objectKeys.stagePlan('<run>', 0),
        'runs/<run>/0/<shard>.<attempt>.jsonl, .json',
        'runs/<run>/changes/<operator>/<shard>.jsonl',
        'runs/<run>/rejects/0-<shard>.jsonl',
      ],
      // Output and outcome, the rejects, and what each operator has changed or dropped.
      requests: shardRequests(shards.count, 3 + operators.length),
    }),
    publishStage(shards.count, 1),
  ];
};

/** The stage that ends every run: one shard, which copies the parts on the storage's side. */
export const publishStage = (partCount: number, stageCount: number): PlannedStage =>
  plannedStage(
    'publish',
    { count: 1, bytes: 0, largest_bytes: 0 },
    {
      writes: [
        'datasets/<workspace>/<dataset>/v<n>/part-<number>.jsonl, manifest.json',
        'runs/<run>/report/report.json, runs/<run>/log.jsonl',
      ],
      requests: {
        reads: stageCount * (partCount + 2) + 2,
        writes: partCount + 6 + Math.ceil(partCount / 500),
      },
    },
  );
