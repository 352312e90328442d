import type { Run, StageProgress, StageSummary } from '../model/run.ts';
import { emptyBits } from './done-bits.ts';
import { emptyResult } from './stage-result.ts';

/** All that decisions about a run rest on. */
export interface RunState {
  readonly run: Run;
  /** Progress of the stage at `run.stageIndex`. */
  readonly stage: StageProgress;
  /** Progress of an earlier stage, where the event to decide on is about that. */
  readonly earlier?: StageProgress;
  /** Progress of the next stage, where it was under way before an earlier one had to do damaged shards again. */
  readonly suspended?: StageProgress;
}

export const isEnded = ({ status }: Run): boolean => status !== 'running' && status !== 'stopping';

export const summaryOf = ({ run, stage }: RunState): StageSummary => summaryAt(run, stage.stage);

/** A run may only be asked for stages that it has. */
export const summaryAt = (run: Run, stage: number): StageSummary => {
  const summary = run.stages[stage];
  if (summary === undefined) throw new RangeError(`run ${run.id} has no stage ${stage}`);
  return summary;
};

/** The run with one stage's summary changed. */
export const withSummary = (run: Run, stage: number, change: Partial<StageSummary>): Run => ({
  ...run,
  stages: run.stages.map((summary, index) => (index === stage ? { ...summary, ...change } : summary)),
});

/** The run at the start of a stage, whose shards have yet to be planned. */
export const enterStage = (run: Run, stage: number, at: number): RunState => ({
  run: {
    ...withSummary(run, stage, { status: 'planning', shardCount: 0, doneCount: 0, startedAt: at }),
    stageIndex: stage,
    updatedAt: at,
  },
  stage: { runId: run.id, stage, attempt: 1, firstAttempt: 1, ...unfinished(0) },
});

/** The run where a stage goes on that was under way when `after` had to do damaged shards again. */
export const resumeStage = (run: Run, suspended: StageProgress, after: number, at: number): RunState => ({
  run: {
    ...withSummary(run, suspended.stage, { status: 'running' }),
    stageIndex: suspended.stage,
    updatedAt: at,
  },
  stage: { ...suspended, after },
});

/** Progress of a stage of which nothing is done. */
export const unfinished = (
  shardCount: number,
): Omit<StageProgress, 'runId' | 'stage' | 'attempt' | 'firstAttempt'> => ({
  shardCount,
  doneBits: emptyBits(shardCount),
  doneCount: 0,
  attemptByShard: {},
  sentCount: 0,
  sends: [],
  redo: [],
  result: emptyResult,
});
