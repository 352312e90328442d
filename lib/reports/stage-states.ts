import { findStage } from '../engine/load-run-state.ts';
import { emptyResult } from '../engine/stage-result.ts';
import type { Run, StageResult, StageSummary } from '../model/run.ts';
import type { DocumentStore } from '../ports/document-store.ts';

/** A stage of a run, with what its shards have added up to so far. */
export interface StageState extends StageSummary {
  readonly stage: number;
  readonly result: StageResult;
}

/** All stages of a run, also those that it has not entered. */
export const stageStates = (documents: DocumentStore, run: Run): Promise<readonly StageState[]> =>
  Promise.all(
    run.stages.map(async (summary, stage) => {
      const found = stage <= run.stageIndex ? await findStage(documents, run, stage) : undefined;
      // A stage that waits again, because an earlier one does damaged shards anew, has nothing yet.
      const result = summary.status === 'waiting' ? undefined : found?.progress.result;
      return { ...summary, stage, result: result ?? emptyResult };
    }),
  );

/** Records that came into a stage: those that left it, were dropped or rejected. */
export const recordsIn = ({ result }: StageState): number => {
  const { recordCount, rejectedCount, operators } = result;
  const [first] = operators;
  if (first === undefined) return recordCount + rejectedCount;
  // A stage that does nothing but compare records counts them where it drops some.
  return Math.max(first.inCount + unreadCount(result), recordCount + rejectedCount);
};

/** Records that were rejected before any operator saw them: their lines could not be read. */
export const unreadCount = ({ rejectedCount, operators }: StageResult): number =>
  rejectedCount - operators.reduce((total, counts) => total + counts.rejectedCount, 0);

/** Seconds that a stage has taken so far; undefined when it has not begun. */
export const secondsOf = ({ startedAt, endedAt }: StageSummary, until: number): number | undefined =>
  startedAt === undefined ? undefined : Math.max(0, (endedAt ?? until) - startedAt) / 1000;
