import { publishParts } from '../assets/publish-parts.ts';
import { readJson, writeJson } from '../engine/json-object.ts';
import { readShardOutcomes } from '../engine/shard-outcomes.ts';
import { emptyResult, mergeResults } from '../engine/stage-result.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { StageResult } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { writeRunLog } from '../reports/write-run-log.ts';
import { outputFormat } from './output-format.ts';
import { keptChangeCounts, refineReport } from './refine-report.ts';

/** Publishes what the refine stage of a run has written. The result counts the version's records and bytes. */
export const publishRefined = async (
  objects: ObjectStore,
  spec: RefineSpec,
  { refineStage }: { readonly refineStage: number },
): Promise<StageResult> => {
  const outcomes = await readShardOutcomes(objects, spec.run, refineStage);
  await writeRunLog(objects, spec, [{ stage: refineStage, kind: 'refine', outcomes }]);
  const results = outcomes.map(({ result }) => result);
  const merged = results.reduce(mergeResults, emptyResult);
  const keptChanges = keptChangeCounts(spec, results);
  const source = await readJson<DatasetManifest>(objects, spec.sourceManifestKey);
  await writeJson(
    objects,
    objectKeys.report(spec.run),
    refineReport(spec, {
      source,
      stages: [{ kind: 'refine', shardCount: outcomes.length, result: merged }],
      keptChanges,
    }),
  );

  const manifest = await publishParts(objects, spec, {
    type: spec.type,
    format: outputFormat(parseRecipe(spec.recipe, spec.type), spec.format),
    createdAt: spec.createdAt,
    sources: outcomes.map(({ shard, attempt, outputKey = '', etag, checkpoints = [], result }) => ({
      key: outputKey,
      ...(etag === undefined ? {} : { etag }),
      madeBy: {
        stage: refineStage,
        shard,
        outcomeKey: objectKeys.shardOutcome(spec.run, refineStage, shard, attempt),
      },
      sizeBytes: result.sizeBytes,
      recordCount: result.recordCount,
      checkpoints,
    })),
  });
  const { recordCount, sizeBytes, format } = manifest;
  return { recordCount, sizeBytes, format, rejectedCount: 0, operators: [] };
};
