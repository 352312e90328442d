import { mergeUsage } from '../engine/stage-result.ts';
import type { StageKind, StageResult, Usage } from '../model/run.ts';
import { controlWork } from './control-work.ts';
import { money, presentCost, presentUsage, rounded } from './present-usage.ts';
import { priceOfVcpuSeconds, priceUsage } from './price-usage.ts';
import { stepCounts } from './step-counts.ts';

/** A stage of a run with what its shards have added up to. */
export interface MeteredStage {
  readonly kind: StageKind;
  readonly shardCount: number;
  readonly result: StageResult;
}

export const noUsage: Usage = { vcpuSeconds: 0, requestCount: 0, readBytes: 0, writtenBytes: 0 };

/** What the stages have used together; stages from before there was a meter count as nothing. */
export const usageOf = (stages: readonly MeteredStage[]): Usage =>
  stages.reduce((total, { result }) => mergeUsage(total, result.usage) ?? total, noUsage);

/** `usage` and `cost` of a report: what the stages have used together, and what that costs at AWS's list prices. */
export const usageReport = (stages: readonly MeteredStage[]) => {
  const usage = usageOf(stages);
  const control = controlWork(stages.map(({ shardCount }) => shardCount));
  return { usage: presentUsage(usage), cost: presentCost(priceUsage(usage, control)) };
};

/** A row for each operator of the stages, in the order of the recipe, with its share and what that costs. */
export const operatorUsage = (stages: readonly MeteredStage[]) =>
  stepCounts(stages).map(({ counts, vcpuSeconds }) => ({
    operator: counts.operatorId,
    in: counts.inCount,
    out: counts.outCount,
    seconds: rounded(counts.seconds, 3),
    vcpu_seconds: rounded(vcpuSeconds, 3),
    cost: money(priceOfVcpuSeconds(vcpuSeconds)),
  }));
