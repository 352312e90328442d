import { fileFormat } from '../formats/file-format.ts';
import { slicesOf } from '../import/import-plan.ts';
import type { ImportSpec } from '../model/run-spec.ts';
import { publishStage } from './plan-refining.ts';
import { countShards, type PlannedStage, plannedStage, shardRequests } from './plan-stages.ts';

/** The stages of an import that is not started, cut by the engine's own planning. No record is read. */
export const planImport = (spec: ImportSpec): readonly PlannedStage[] => {
  const slices = slicesOf(spec);
  const shards = countShards(slices);
  // A file of plain JSONL through and through is one shard; only validation can tell.
  const fewest =
    spec.files.filter(({ file, sizeBytes }) => sizeBytes > 0 && fileFormat(file) !== 'array').length +
    slices.filter(({ file }) => fileFormat(file) === 'array').length;
  return [
    plannedStage('validate', shards, {
      writes: ['runs/<run>/0/plan.json', 'runs/<run>/0/<shard>.<attempt>.json'],
      requests: shardRequests(shards.count, 1),
    }),
    plannedStage(
      'import',
      { ...shards, count: fewest, ...(fewest < shards.count ? { at_most: shards.count } : {}) },
      {
        writes: [
          'runs/<run>/1/plan.json',
          'runs/<run>/1/<shard>.<attempt>.jsonl, .json',
          'runs/<run>/rejects/1-<shard>.jsonl',
        ],
        requests: shardRequests(shards.count, 3),
      },
    ),
    publishStage(shards.count, 2),
  ];
};
