import type { RunEvent, StageProgress } from '../model/run.ts';
import { hasBit, withBit, withoutBits } from './done-bits.ts';
import { attemptOf, effectsOf, effectsOfShards, postponedEffect, retryEffect } from './effects-of.ts';
import { type Advanced, end, enterNextStage, finishStage } from './finish-stage.ts';
import {
  attemptsMade,
  hasWaitedTooLong,
  postponed,
  waitedInVain,
  withoutPostponement,
  withoutWait,
} from './postponed-shards.ts';
import { refilled } from './refill-window.ts';
import { isEnded, type RunState, summaryOf, unfinished, withSummary } from './run-state.ts';
import { runRetried, shardsRedone, stopTrace, workRetried } from './run-traces.ts';
import { mergeResults } from './stage-result.ts';

export type Transition =
  | Advanced
  /** The event is about something that the run has already left behind; nothing to commit. */
  | { readonly kind: 'stale' };

export const MAX_ATTEMPTS = 4;

/** Shards that may be at a later attempt at once; more are an outage, and their list would outgrow the item. */
export const MAX_RETRYING_SHARDS = 10_000;

/** Pure: same state, event and time, same answer. All of the engine's decisions are here and in `finish-stage.ts`. */
export const transition = (state: RunState, event: RunEvent, now: number): Transition => {
  // Clocks of two machines differ; the trail's order must be that of the commits.
  const at = Math.max(now, state.run.updatedAt);
  if (event.type === 'retry-requested') return onRetryRequested(state, event.user, at);
  if (isEnded(state.run)) return stale;
  if (event.type === 'stop-requested') return onStopRequested(state, event.user, at);
  if (event.stage !== state.run.stageIndex) return stale;
  switch (event.type) {
    case 'stage-planned':
      return onPlanned(state, event.shardCount, at);
    case 'shard-succeeded':
      return onSucceeded(state, event, at);
    case 'work-failed':
      return onFailed(state, event, at);
    case 'shard-postponed':
      return onPostponed(state, event, at);
    case 'shards-damaged':
      return onDamaged(state, event, at);
    default:
      return event satisfies never;
  }
};

/** Shards of the stage under way that may be out at once. */
const windowOf = (state: RunState): number =>
  Math.min(state.run.window, summaryOf(state).window ?? state.run.window);

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { readonly type: Type }>;

const stale = { kind: 'stale' } as const;

const onPlanned = (state: RunState, shardCount: number, at: number): Transition => {
  if (summaryOf(state).status !== 'planning') return stale;
  const sentCount = Math.min(windowOf(state), shardCount);
  const { after: _after, ...planned } = state.stage;
  const stage = { ...planned, ...unfinished(shardCount), sentCount };
  const run = withSummary(state.run, stage.stage, { status: 'running', shardCount });
  const next = { run: { ...run, updatedAt: at }, stage };
  if (shardCount === 0) return finishStage(next, at);
  return { kind: 'advanced', next, changed: [stage], traces: [], effects: effectsOf(next) };
};

const onSucceeded = (state: RunState, event: EventOf<'shard-succeeded'>, at: number): Transition => {
  const { stage } = state;
  if (!isOpen(state, event.shard)) return stale;
  const { [event.shard]: _done, ...attemptByShard } = stage.attemptByShard;
  const doneCount = stage.doneCount + 1;
  const isRedone = stage.redo.includes(event.shard);
  const progress: StageProgress = {
    ...withoutPostponement(stage, event.shard),
    doneCount,
    doneBits: withBit(stage.doneBits, event.shard),
    attemptByShard,
    redo: isRedone ? stage.redo.filter((shard) => shard !== event.shard) : stage.redo,
    result: isRedone ? stage.result : mergeResults(stage.result, event.result),
  };
  const run = { ...withSummary(state.run, stage.stage, { doneCount }), updatedAt: at };
  if (doneCount === stage.shardCount) return finishStage({ ...state, run, stage: progress }, at);
  const next = { run, stage: refilled(progress, windowOf(state), event.shard) };
  const added = effectsOfShards(next, progress.sentCount, next.stage.sentCount);
  return { kind: 'advanced', next, changed: [next.stage], traces: [], effects: added };
};

const onFailed = (state: RunState, event: EventOf<'work-failed'>, at: number): Transition => {
  const { shard, attempt, error } = event;
  if (!isOpen(state, shard) || attemptOf(state, shard) !== attempt) return stale;
  if (state.run.status === 'stopping') return end(state, { status: 'stopped' }, at);
  if (!mayRetry(state, event)) return end(state, { status: 'failed', error }, at);
  const stage: StageProgress =
    shard === 'plan'
      ? { ...state.stage, attempt: attempt + 1 }
      : {
          ...withoutWait(state.stage, shard, at),
          attemptByShard: { ...state.stage.attemptByShard, [shard]: attempt + 1 },
        };
  const next = { run: { ...state.run, updatedAt: at }, stage };
  return {
    kind: 'advanced',
    next,
    changed: [stage],
    traces: [workRetried(next.run, event)],
    effects: [retryEffect(next, shard)],
  };
};

/** Waiting is neither progress nor a failure: of the run itself nothing changes. */
const onPostponed = (state: RunState, event: EventOf<'shard-postponed'>, at: number): Transition => {
  const { run, stage } = state;
  if (!isOpen(state, event.shard) || attemptOf(state, event.shard) !== event.attempt) return stale;
  if (hasWaitedTooLong(stage, event.shard, at)) return onFailed(state, waitedInVain(event), at);
  const next = { run, stage: postponed(stage, event, at) };
  const effects = [postponedEffect(next, event)];
  return { kind: 'advanced', next, changed: [next.stage], traces: [], effects };
};

/** The same run goes on: what is done stays done, what is not gets all its attempts anew. */
const onRetryRequested = (state: RunState, user: string, at: number): Transition => {
  const { run, stage } = state;
  if (run.status !== 'failed' && run.status !== 'stopped') return stale;
  const { error: _error, endedAt: _endedAt, ...rest } = run;
  const reopened: RunState['run'] = { ...rest, status: 'running', retriedAt: at, updatedAt: at };
  const firstAttempt =
    Math.max(stage.attempt, stage.firstAttempt, ...Object.values(stage.attemptByShard)) + 1;
  const { postponedByShard: _waits, ...unpostponed } = stage;
  const progress = { ...unpostponed, firstAttempt, attempt: firstAttempt, attemptByShard: {} };
  const next = { run: reopened, stage: progress };
  const traces = [runRetried(reopened, user)];
  if (summaryOf(next).status === 'done') {
    const moved = enterNextStage({ ...state, ...next }, at);
    return { ...moved, changed: [progress, ...moved.changed], traces: [...traces, ...moved.traces] };
  }
  return { kind: 'advanced', next, changed: [progress], traces, effects: effectsOf(next) };
};

/**
 * Back to the stage whose outputs are damaged, for those shards alone. They come out the same, so that stages that are
 * done stay done, and the one under way goes on afterwards where it was.
 */
const onDamaged = (
  { run, stage: current, earlier }: RunState,
  { sourceStage, shards: damaged }: EventOf<'shards-damaged'>,
  at: number,
): Transition => {
  if (earlier?.stage !== sourceStage) return stale;
  const shards = damaged.filter((shard) => hasBit(earlier.doneBits, shard));
  if (shards.length === 0) return stale;
  if (run.status === 'stopping') return end({ run, stage: earlier }, { status: 'stopped' }, at);
  const doneCount = earlier.doneCount - shards.length;
  const stage: StageProgress = {
    ...earlier,
    doneBits: withoutBits(earlier.doneBits, shards),
    doneCount,
    redo: [...earlier.redo, ...shards],
  };
  const stages = run.stages.map((summary, index) => {
    if (index === current.stage) return { ...summary, status: 'waiting' } as const;
    if (index !== stage.stage) return summary;
    const { endedAt: _endedAt, ...open } = summary;
    return { ...open, status: 'running', doneCount } as const;
  });
  const next = {
    run: { ...run, stages, stageIndex: stage.stage, updatedAt: at },
    stage,
    suspended: current,
  };
  const traces = [shardsRedone(next.run, stage.stage, shards)];
  return { kind: 'advanced', next, changed: [stage], traces, effects: effectsOf(next) };
};

/** A publish that is under way can't be called back: what it writes must not meet what a later run writes. */
const onStopRequested = (state: RunState, user: string, at: number): Transition => {
  if (state.run.status === 'stopping') return stale;
  const { kind, status } = summaryOf(state);
  if (kind !== 'publish' || status !== 'running') return end(state, { status: 'stopped', user }, at);
  const run = { ...state.run, status: 'stopping', updatedAt: at } as const;
  const traces = [stopTrace(run, user)];
  return { kind: 'advanced', next: { run, stage: state.stage }, changed: [], traces, effects: [] };
};

const isOpen = (state: RunState, shard: 'plan' | number): boolean => {
  const { status } = summaryOf(state);
  if (shard === 'plan') return status === 'planning';
  const { doneBits, shardCount } = state.stage;
  return status === 'running' && shard < shardCount && !hasBit(doneBits, shard);
};

const mayRetry = ({ stage }: RunState, { isRetryable, shard, attempt }: EventOf<'work-failed'>): boolean =>
  isRetryable &&
  attemptsMade(stage, shard, attempt) < MAX_ATTEMPTS &&
  Object.keys(stage.attemptByShard).length < MAX_RETRYING_SHARDS;
