import type { DatasetManifest } from '../model/dataset.ts';
import type { StageResult } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { operatorNames } from './operator-names.ts';

/** `report.json` of a refining run: the overview, then a row for each operator in the order of the recipe. */
export const refineReport = (
  spec: RefineSpec,
  { source, merged }: { readonly source: DatasetManifest; readonly merged: StageResult },
) => {
  const names = operatorNames(merged.operators.map(({ operatorId }) => operatorId));
  return {
    run: spec.run,
    source: { dataset: source.dataset, version: source.version, record_count: source.recordCount },
    output: { ...spec.output, record_count: merged.recordCount, size_bytes: merged.sizeBytes },
    rejected_count: merged.rejectedCount,
    operators: merged.operators.map((counts, index) => ({
      name: names[index] ?? counts.operatorId,
      operator: counts.operatorId,
      in: counts.inCount,
      out: counts.outCount,
      hits: counts.hitCount,
      changed_by_reason: counts.changedByReason,
      dropped_by_reason: counts.droppedByReason,
      rejected: counts.rejectedCount,
      seconds: Math.round(counts.seconds * 1000) / 1000,
    })),
  };
};
