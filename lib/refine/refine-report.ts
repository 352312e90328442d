import type { DatasetManifest } from '../model/dataset.ts';
import type { OperatorCounts, StageKind, StageResult } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { type MeteredStage, operatorVcpuSeconds, usageReport } from '../usage/usage-report.ts';
import { operatorNames } from './operator-names.ts';

interface Refined {
  readonly source: DatasetManifest;
  /** The refine stages, with what their shards have added up to. */
  readonly stages: readonly MeteredStage[];
  /** Of each operator, the changed records that were kept; undefined while not all shards are done. */
  readonly keptChanges: readonly number[] | undefined;
}

/** `report.json` of a refining run: the overview, then a row for each operator in the order of the recipe. */
export const refineReport = (spec: RefineSpec, { source, stages, keptChanges }: Refined) => {
  const last = stages.at(-1)?.result;
  const rejectedCount = stages.reduce((total, { result }) => total + result.rejectedCount, 0);
  return {
    run: spec.run,
    source: { dataset: source.dataset, version: source.version, record_count: source.recordCount },
    output: { ...spec.output, record_count: last?.recordCount ?? 0, size_bytes: last?.sizeBytes ?? 0 },
    rejected_count: rejectedCount,
    operators: operatorRows(stages, keptChanges),
    ...usageReport(stages),
  };
};

/** A row for each operator of the stages, in the order of the recipe. */
export const operatorRows = (stages: readonly MeteredStage[], keptChanges?: readonly number[]) => {
  const counted = stages.flatMap(({ kind, result }) => result.operators.map((counts) => ({ kind, counts })));
  const names = operatorNames(counted.map(({ counts }) => counts.operatorId));
  return counted.map(({ kind, counts }, index) =>
    operatorRow(counts, { kind, name: names[index] ?? counts.operatorId, kept: keptChanges?.[index] }),
  );
};

/** A row of a report. */
export type OperatorRow = ReturnType<typeof operatorRow>;

/** The row of an operator; its counts of records that are changed, dropped and rejected lead to those records. */
export const operatorRow = (
  counts: OperatorCounts,
  {
    kind,
    name,
    kept,
  }: { readonly kind: StageKind; readonly name: string; readonly kept: number | undefined },
) => ({
  name,
  operator: counts.operatorId,
  in: counts.inCount,
  out: counts.outCount,
  hits: counts.hitCount,
  changed: changedCount(counts),
  /** Of the changed records, how many can be looked at. */
  ...(kept === undefined ? {} : { changed_kept: kept }),
  dropped: droppedCount(counts),
  rejected: counts.rejectedCount,
  changed_by_reason: counts.changedByReason,
  dropped_by_reason: counts.droppedByReason,
  seconds: Math.round(counts.seconds * 1000) / 1000,
  vcpu_seconds: operatorVcpuSeconds(counts, kind),
});

/** Of each operator, the changed records that its shards have kept: the first `spec.keptChanges` of each. */
export const keptChangeCounts = (spec: RefineSpec, shards: readonly StageResult[]): readonly number[] => {
  const kept: number[] = [];
  for (const { operators } of shards) {
    for (const [index, counts] of operators.entries()) {
      kept[index] = (kept[index] ?? 0) + Math.min(spec.keptChanges, changedCount(counts));
    }
  }
  return kept;
};

const droppedCount = ({ droppedByReason }: OperatorCounts): number =>
  Object.values(droppedByReason).reduce((total, count) => total + count, 0);

/** A record may have been changed for several reasons, but was hit once. */
const changedCount = (counts: OperatorCounts): number => counts.hitCount - droppedCount(counts);
