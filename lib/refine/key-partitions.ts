import { countPartitions } from '../engine/barrier/partition-of.ts';
import { readJson } from '../engine/json-object.ts';
import type { WorkPorts } from '../engine/stage-work.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { builtBarrier } from './built-recipe.ts';

/** Bytes of a record, where a manifest does not count its records. */
const usualRecordBytes = 500;

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
    recordCount += manifest.recordCount || Math.ceil(manifest.sizeBytes / usualRecordBytes);
  }
  return countPartitions(recordCount, barrier, spec.keyPartitionBytes);
};
