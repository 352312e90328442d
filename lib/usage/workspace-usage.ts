import { mapConcurrently } from '../engine/map-concurrently.ts';
import { mergeUsage } from '../engine/stage-result.ts';
import type { Run, Usage } from '../model/run.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { type ControlWork, controlWork } from './control-work.ts';
import { money, presentCost, presentUsage, rounded } from './present-usage.ts';
import { priceUsage } from './price-usage.ts';
import { meteredStages } from './run-usage.ts';
import { type MeteredStage, noUsage, operatorUsage, usageOf } from './usage-report.ts';

const concurrentLoads = 16;

/** What the runs of a workspace that were created in [from, to) have used: in all, by day (UTC) and by operator. */
export const workspaceUsage = async (
  documents: DocumentStore,
  workspace: string,
  { from, to }: { readonly from: number; readonly to: number },
) => {
  // One page: each further one would read all before it again.
  const { items } = await documents.list('run', workspace, { limit: Number.MAX_SAFE_INTEGER, offset: 0 });
  const runs = items.filter(({ createdAt }) => createdAt >= from && createdAt < to);
  const metered = await mapConcurrently(runs, concurrentLoads, async (run) => ({
    run,
    stages: await meteredStages(documents, run),
  }));
  const byDay = Map.groupBy(metered, ({ run }) => dayOf(run));
  const days = [...byDay].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    from,
    to,
    ...totalOf(metered),
    days: days.map(([day, ofDay]) => ({ day, ...totalOf(ofDay) })),
    operators: operatorTotals(metered.flatMap(({ stages }) => stages)),
  };
};

interface MeteredRun {
  readonly run: Run;
  readonly stages: readonly MeteredStage[];
}

/** `2026-11-21`. */
const dayOf = ({ createdAt }: Run): string => new Date(createdAt).toISOString().slice(0, 10);

const totalOf = (metered: readonly MeteredRun[]) => {
  const usage = metered
    .map(({ stages }) => usageOf(stages))
    .reduce((total: Usage, more) => mergeUsage(total, more) ?? total, noUsage);
  const control: ControlWork = controlWork(
    metered.flatMap(({ stages }) => stages.map(({ shardCount }) => shardCount)),
  );
  return {
    run_count: metered.length,
    usage: presentUsage(usage),
    cost: presentCost(priceUsage(usage, control)),
  };
};

/** A row for each operator, the one that has taken most time first. */
const operatorTotals = (stages: readonly MeteredStage[]) => {
  const rows = Map.groupBy(operatorUsage(stages), ({ operator }) => operator);
  return [...rows]
    .map(([operator, ofOperator]) => ({
      operator,
      records: sum(ofOperator.map((row) => row.in)),
      vcpu_seconds: rounded(sum(ofOperator.map((row) => row.vcpu_seconds)), 3),
      cost: money(sum(ofOperator.map(({ cost }) => cost))),
    }))
    .sort((one, other) => other.vcpu_seconds - one.vcpu_seconds || (one.operator < other.operator ? -1 : 1));
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
