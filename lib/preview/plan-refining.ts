import type { DatasetManifest } from '../model/dataset.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Recipe } from '../model/recipe.ts';
import type { KeyStage, RecordStage, RefineSpec } from '../model/run-spec.ts';
import type { TextModels } from '../model/text-models.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { askingLimits } from '../refine/asking-limits.ts';
import { blockRecordsOf, comparedRecords } from '../refine/compared-records.ts';
import { keyPartitionCount } from '../refine/key-partitions.ts';
import { operatorNames } from '../refine/operator-names.ts';
import { hasPart, refiningStages, stagesOf } from '../refine/refine-stages.ts';
import { sourceTasks } from '../refine/refine-task.ts';
import { runShardBytes } from '../refine/run-shard-bytes.ts';
import {
  countShards,
  type PlannedShards,
  type PlannedStage,
  plannedStage,
  planningPorts,
  shardRequests,
} from './plan-stages.ts';

/** What a refining run is planned from: the version that it would read, and where its manifest lies. */
export interface RefiningSource {
  readonly manifest: DatasetManifest;
  readonly manifestKey: string;
  readonly recipe: Recipe;
  /** Those of the deployment; nobody has to wait for one by default. */
  readonly models?: TextModels | undefined;
}

/**
 * The stages of a refining run that is not started, cut by the engine's own planning.
 * @throws SluiceError what `parseRecipe` throws
 */
export const planRefining = async (
  objects: ObjectStore,
  { manifest, manifestKey, recipe, models }: RefiningSource,
): Promise<readonly PlannedStage[]> => {
  const { type, format } = manifest;
  const steps = parseRecipe(recipe, type, format);
  const recordCount = comparedRecords(manifest);
  const stages = refiningStages(
    steps.map(({ operator }) => operator),
    type,
    blockRecordsOf(recordCount),
  );
  const asking = askingLimits(steps, manifest, models);
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
    shardBytes: runShardBytes(type, stages, { sizeBytes: manifest.sizeBytes, recordCount }),
    createdAt: 0,
    stages,
    ...(asking === undefined ? {} : { asking }),
  };
  const shards = countShards(await sourceTasks(objects, spec));
  const names = operatorNames(steps.map(({ operator }) => operator.id));
  const planned: PlannedStage[] = [];
  for (const [index, stage] of stagesOf(spec).entries()) {
    if (stage.kind === 'publish') planned.push(publishStage(shards.count, index));
    else if ('from' in stage) planned.push(recordStage({ stage, index, names, shards }));
    else {
      const partitions = await keyPartitionCount(planningPorts(objects), spec, stage.step);
      const blocks = Math.ceil(recordCount / LIMITS.blockRecords);
      planned.push(keyStage({ stage, index, names, counts: { shards: shards.count, partitions, blocks } }));
    }
  }
  return planned;
};

interface PlacedStage<Stage> {
  readonly stage: Stage;
  readonly index: number;
  /** Of the operators of the recipe. */
  readonly names: readonly string[];
}

const recordStage = ({
  stage,
  index,
  names,
  shards,
}: PlacedStage<RecordStage> & { readonly shards: PlannedShards }): PlannedStage => {
  const operators = names.filter((_, step) => hasPart(stage, step));
  const suffixes = [stage.isWritten ? '.jsonl' : '', stage.keysOf === undefined ? '' : '.keys', '.json'];
  const { reads, writes } = shardRequests(shards.count, 3 + operators.length);
  // Behind a barrier: the outcomes of two stages and the plan of one, the table of records, the drops, the records.
  const readsBehind = stage.drops === undefined ? 0 : 8 * shards.count;
  return plannedStage(stage.kind, shards, {
    operators,
    writes: [
      objectKeys.stagePlan('<run>', index),
      `runs/<run>/${index}/<shard>.<attempt>${suffixes.filter((suffix) => suffix !== '').join(', ')}`,
      'runs/<run>/changes/<operator>/<shard>.jsonl',
      `runs/<run>/rejects/${index}-<shard>.jsonl`,
    ],
    // Output and outcome, the rejects, and what each operator has changed or dropped.
    requests: {
      reads: reads + readsBehind,
      writes: writes + (stage.keysOf === undefined ? 0 : shards.count),
    },
  });
};

interface KeyCounts {
  readonly shards: number;
  readonly partitions: number;
  /** Blocks of records that are judged. */
  readonly blocks: number;
}

const keyStage = ({
  stage,
  index,
  names,
  counts,
}: PlacedStage<KeyStage> & { readonly counts: KeyCounts }): PlannedStage => {
  const { count, left, reads } = keyPart(stage, counts);
  const name = names[stage.step] ?? '';
  const isVerdict = left === '.drops';
  return plannedStage(
    stage.kind,
    { count, bytes: 0, largest_bytes: 0 },
    {
      operators: [name],
      writes: [
        objectKeys.stagePlan('<run>', index),
        `runs/<run>/${index}/<shard>.<attempt>${left}, .json`,
        ...(isVerdict ? [`${objectKeys.operatorClusters('<run>', name)}<shard>.jsonl`] : []),
      ],
      // Beside what the shards of earlier stages have left, the outcomes of all that have made keys.
      requests: {
        reads: count * (counts.shards + 4) + reads,
        writes: count * (isVerdict ? 3 : 2) + 1,
      },
    },
  );
};

/** The shards of a stage, what each leaves, and what they read of others together, with the outcomes of those. */
const keyPart = (
  stage: KeyStage,
  { shards, partitions, blocks }: KeyCounts,
): { readonly count: number; readonly left: string; readonly reads: number } => {
  if (stage.kind === 'group') {
    return stage.part === 'members'
      ? { count: blocks, left: '.members', reads: shards + blocks * (3 * partitions + 2) }
      : { count: partitions, left: '.edges', reads: partitions * shards };
  }
  if (stage.part === 'verdicts') return { count: blocks, left: '.drops', reads: 2 * blocks * blocks };
  const left = stage.part === 'numbers' ? '.numbers' : '.drops';
  return { count: 1, left, reads: 2 * partitions + (stage.part === 'numbers' ? 0 : shards) };
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
