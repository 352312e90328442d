import { missingShards } from '../engine/done-bits.ts';
import { findStage } from '../engine/load-run-state.ts';
import { summaryAt } from '../engine/run-state.ts';
import type { Run, StageProgress, StageSummary } from '../model/run.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';

/** Whether what a run says of its stages is what the stages' own progress says. */
export const checkStages = async (
  { documents }: Pick<DoctorPorts, 'documents'>,
  run: Run,
): Promise<readonly Finding[]> => {
  const problems: string[] = [];
  for (const index of run.stages.keys()) {
    const summary = summaryAt(run, index);
    if (index > run.stageIndex || summary.status === 'waiting' || summary.status === 'skipped') continue;
    const progress = (await findStage(documents, run, index))?.progress;
    const problem = problemOf(summary, progress);
    if (problem !== undefined) problems.push(`stage ${index}: ${problem}`);
  }
  // What differs because a commit came in between does not differ any more.
  if (problems.length === 0 || (await hasMoved({ documents }, run))) return [];
  return problems.map((what) => ({
    severity: 'error',
    check: 'run-state',
    what,
    where: run.id,
    remedy: 'do not trust what this run has made; start another, and report this with the run’s traces',
  }));
};

const problemOf = (summary: StageSummary, progress: StageProgress | undefined): string | undefined => {
  if (progress === undefined) return 'it has been entered, but its progress is missing';
  const { shardCount, doneCount, doneBits } = progress;
  const setCount = shardCount - missingShards(doneBits, 0, shardCount).length;
  if (setCount !== doneCount) return `${doneCount} shards are counted as done, ${setCount} are marked`;
  if (summary.doneCount !== doneCount || summary.shardCount !== shardCount)
    return `the run says ${summary.doneCount} of ${summary.shardCount}, the stage ${doneCount} of ${shardCount}`;
  if (summary.status === 'done' && doneCount !== shardCount)
    return `it is done, with ${doneCount} of ${shardCount} shards`;
  return undefined;
};

const hasMoved = async ({ documents }: Pick<DoctorPorts, 'documents'>, run: Run): Promise<boolean> => {
  const now = await documents.findRun(run.id);
  return now?.document.updatedAt !== run.updatedAt || now.document.status !== run.status;
};
