import { findStage } from '../engine/load-run-state.ts';
import type { Run } from '../model/run.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { presentCost, presentUsage } from './present-usage.ts';
import { priceUsage } from './price-usage.ts';
import { type MeteredStage, operatorUsage, usageOf, usageReport } from './usage-report.ts';

/** What a run has used so far: in all, by stage and by operator. Stages that it has not entered are left out. */
export const runUsage = async (documents: DocumentStore, run: Run) => {
  const stages = await meteredStages(documents, run);
  return {
    run: run.id,
    kind: run.kind,
    status: run.status.toUpperCase(),
    ...usageReport(stages),
    stages: stages.map((stage) => ({
      kind: stage.kind,
      shard_count: stage.shardCount,
      is_metered: stage.result.usage !== undefined,
      usage: presentUsage(usageOf([stage])),
      cost: presentCost(priceUsage(usageOf([stage]))).total,
    })),
    operators: operatorUsage(stages),
  };
};

/** The stages that a run has entered, with what their shards have added up to. */
export const meteredStages = async (documents: DocumentStore, run: Run): Promise<readonly MeteredStage[]> => {
  const entered = run.stages.slice(0, run.stageIndex + 1);
  const found = await Promise.all(
    entered.map(async ({ kind, shardCount }, index) => {
      const stage = await findStage(documents, run, index);
      return stage === undefined ? [] : [{ kind, shardCount, result: stage.progress.result }];
    }),
  );
  return found.flat();
};
