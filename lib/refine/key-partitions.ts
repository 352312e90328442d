import { countPartitions } from '../engine/barrier/partition-of.ts';
import { readJson } from '../engine/json-object.ts';
import type { WorkPorts } from '../engine/stage-work.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { LIMITS } from '../model/limits.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { builtBarrier } from './built-recipe.ts';
import { comparedRecords } from './compared-records.ts';
import { stagesOf } from './refine-stages.ts';

/** Partitions of the keys of a step; what all stages that deal with them come to alike. */
export const keyPartitionCount = async (
  ports: Pick<WorkPorts, 'objects' | 'loadResource'>,
  spec: RefineSpec,
  step: number,
): Promise<number> => {
  const { barrier } = await builtBarrier(ports, spec, step);
  const references = (spec.references ?? []).filter((reference) => reference.step === step);
  let recordCount = 0;
  for (const key of [spec.sourceManifestKey, ...references.map(({ manifestKey }) => manifestKey)]) {
    const manifest = await readJson<DatasetManifest>(ports.objects, key);
    recordCount += comparedRecords(manifest);
  }
  return countPartitions(recordCount, barrier, spec.keyPartitionBytes ?? partitionBytes(spec, step));
};

/** Larger where records are many: the keys of each shard have a section for each, and each reads one of each shard. */
const partitionBytes = (spec: RefineSpec, step: number): number =>
  stagesOf(spec).some(
    (stage) => stage.kind === 'group' && stage.step === step && stage.blockRecords !== undefined,
  )
    ? LIMITS.largeKeyPartitionBytes
    : LIMITS.keyPartitionBytes;
