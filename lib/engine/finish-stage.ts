import type { RunError, StageProgress } from '../model/run.ts';
import { effectsOf, givenUpEffects, type WorkEffect } from './effects-of.ts';
import { enterStage, type RunState, resumeStage, summaryAt, withSummary } from './run-state.ts';
import { endTraces, stageDone, stageStarted, stopTrace, type TraceFacts } from './run-traces.ts';

/** A run that has changed. */
export interface Advanced {
  readonly kind: 'advanced';
  readonly next: RunState;
  /** Stages whose progress is another than before; the current one is among them when it changed. */
  readonly changed: readonly StageProgress[];
  readonly traces: readonly TraceFacts[];
  readonly effects: readonly WorkEffect[];
}

/** Every shard is done: on to the next stage, or to the end. */
export const finishStage = (state: RunState, at: number): Advanced => {
  const { stage } = state;
  const run = skipStages(withSummary(state.run, stage.stage, { status: 'done', endedAt: at }), stage);
  const finished = stageDone(run, stage);
  const moved = enterNextStage({ ...state, run, stage }, at);
  return { ...moved, changed: [stage, ...moved.changed], traces: [finished, ...moved.traces] };
};

/** The current stage is done: what comes after it. */
export const enterNextStage = ({ run, stage, suspended }: RunState, at: number): Advanced => {
  const nextIndex = run.stages.findIndex(({ status }) => status === 'waiting');
  if (nextIndex === -1 || run.status === 'stopping') {
    return end({ run, stage }, { status: run.status === 'stopping' ? 'stopped' : 'succeeded' }, at);
  }
  const next =
    suspended !== undefined && isSuspended(run, nextIndex, suspended)
      ? resumeStage(run, suspended, stage.stage, at)
      : entered(run, nextIndex, stage.stage, at);
  const traces = [stageStarted(next.run, nextIndex)];
  return { kind: 'advanced', next, changed: [next.stage], traces, effects: effectsOf(next) };
};

const entered = (run: RunState['run'], index: number, after: number, at: number): RunState => {
  const next = enterStage(run, index, at);
  return after === index - 1 ? next : { ...next, stage: { ...next.stage, after } };
};

/** Whether the progress is that of the stage as it was left; a stage that was being planned is planned anew. */
const isSuspended = (
  run: RunState['run'],
  index: number,
  { stage, shardCount, doneCount }: StageProgress,
) => {
  const summary = summaryAt(run, index);
  const isSame = summary.shardCount === shardCount && summary.doneCount === doneCount;
  return stage === index && shardCount > 0 && isSame;
};

/** A strict import of bad records imports nothing: publishing writes the list of problems and says what the first is. */
const skipStages = (run: RunState['run'], { stage, result }: StageProgress): RunState['run'] => {
  const isRefused =
    run.mode === 'strict' && result.rejectedCount > 0 && summaryAt(run, stage).kind === 'validate';
  if (!isRefused) return run;
  const stages = run.stages.map((summary) =>
    summary.kind === 'import' ? ({ ...summary, status: 'skipped' } as const) : summary,
  );
  return { ...run, stages };
};

type End =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed'; readonly error: RunError }
  | { readonly status: 'stopped'; readonly user?: string };

export const end = (state: RunState, outcome: End, at: number): Advanced => {
  const { status } = outcome;
  const error = status === 'failed' ? { error: outcome.error } : {};
  const run = { ...state.run, status, ...error, updatedAt: at, endedAt: at };
  const user = status === 'stopped' ? outcome.user : undefined;
  const traces = status === 'stopped' ? [stopTrace(run, user)] : endTraces(run, state.stage.result);
  const next = { run, stage: state.stage };
  const effects = status === 'stopped' ? givenUpEffects(next) : [];
  return { kind: 'advanced', next, changed: [], traces, effects };
};
