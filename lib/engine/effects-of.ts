import type { RunEvent, WorkMessage } from '../model/run.ts';
import { isContainerKind } from '../model/stage-functions.ts';
import { hasBit, missingShards } from './done-bits.ts';
import { attemptsMade, isWaiting } from './postponed-shards.ts';
import { isEnded, type RunState, summaryAt, summaryOf } from './run-state.ts';

/** Work that must be under way, to be sent when `delaySeconds` have passed. */
export interface WorkEffect {
  readonly message: WorkMessage;
  readonly delaySeconds: number;
}

/** What must be under way for a run in this state: its stage's planning, or the shards that are not done. */
export const effectsOf = (state: RunState): readonly WorkEffect[] => {
  if (isEnded(state.run)) return [];
  const { status } = summaryOf(state);
  if (status === 'planning') return [effectFor(state, 'plan')];
  return effectsOfShards(state, 0, state.stage.sentCount);
};

/** Of what must be under way, that whose answer should have come by `time`; shards that wait for something outside are not missed. */
export const missedEffects = (state: RunState, time: number): readonly WorkEffect[] =>
  effectsOf(state).filter(({ message }) => !isWaiting(state.stage, message.shard, time));

/** The shards [from, to) that are not done. */
export const effectsOfShards = (state: RunState, from: number, to: number): readonly WorkEffect[] =>
  missingShards(state.stage.doneBits, from, to).map((shard) => effectFor(state, shard));

/**
 * What to send again for an event that changes nothing. An event whose change is already committed comes again when the
 * sends that follow the commit may have been lost; any other event that comes too late leads to nothing.
 */
export const resendsOf = (state: RunState, event: RunEvent): readonly WorkEffect[] => {
  const { run } = state;
  if (event.type === 'stop-requested') return run.status === 'stopped' ? givenUpEffects(state) : [];
  if (isEnded(run)) return [];
  switch (event.type) {
    case 'retry-requested':
      return run.retriedAt === undefined ? [] : effectsOf(state);
    case 'shards-damaged':
      return redosOf(state, event);
    default:
      return event.stage === run.stageIndex ? resendsOfStage(state, event) : resendsAfter(state, event.stage);
  }
};

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { readonly type: Type }>;

const resendsOfStage = (
  state: RunState,
  event: EventOf<'stage-planned' | 'shard-succeeded' | 'shard-postponed' | 'work-failed'>,
): readonly WorkEffect[] => {
  const isRunning = summaryOf(state).status === 'running';
  switch (event.type) {
    case 'stage-planned':
      return isRunning && state.stage.doneCount === 0 ? effectsOf(state) : [];
    case 'shard-succeeded':
      return isRunning ? addedBy(state, event.shard) : [];
    case 'work-failed':
      return wasRetried(state, event) ? [retryEffect(state, event.shard)] : [];
    case 'shard-postponed':
      return wasRetried(state, event) ? [postponedEffect(state, event)] : [];
    default:
      return event satisfies never;
  }
};

/** What the end of an earlier stage led to: the planning of this one, or that it goes on. */
const resendsAfter = (state: RunState, stage: number): readonly WorkEffect[] => {
  const { after } = state.stage;
  if (summaryOf(state).status === 'planning') {
    const hasLed = after === undefined ? isStageBefore(state, stage) : after === stage;
    return hasLed ? [effectFor(state, 'plan')] : [];
  }
  return after === stage ? effectsOf(state) : [];
};

/** What the end of a shard made room for. */
const addedBy = (state: RunState, shard: number): readonly WorkEffect[] => {
  const { sends, sentCount } = state.stage;
  const index = sends.findLastIndex(({ by }) => by === shard);
  const from = sends[index]?.from;
  return from === undefined ? [] : effectsOfShards(state, from, sends[index + 1]?.from ?? sentCount);
};

const redosOf = (
  state: RunState,
  { sourceStage, shards }: EventOf<'shards-damaged'>,
): readonly WorkEffect[] =>
  state.run.stageIndex === sourceStage && summaryOf(state).status === 'running'
    ? effectsOf(state).filter(({ message }) => shards.some((shard) => shard === message.shard))
    : [];

/**
 * Word to the shards of a stopped run, in a stage whose shards wait for something outside: all that are out may do so.
 * Those of containers never do.
 */
export const givenUpEffects = (state: RunState): readonly WorkEffect[] => {
  const { stage } = state;
  if (isContainerKind(summaryOf(state).kind)) return [];
  if (Object.keys(stage.postponedByShard ?? {}).length === 0) return [];
  return effectsOfShards(state, 0, stage.sentCount).map(({ message, delaySeconds }) => ({
    message: { ...message, isGivenUp: true },
    delaySeconds,
  }));
};

/** Whether work is still to be done for a run in this state. */
export const isNeeded = (state: RunState, { stage, shard, isGivenUp }: WorkMessage): boolean => {
  if (isGivenUp === true) return state.run.status === 'stopped';
  if (isEnded(state.run) || stage !== state.run.stageIndex) return false;
  const { status } = summaryOf(state);
  if (shard === 'plan') return status === 'planning';
  return status === 'running' && !hasBit(state.stage.doneBits, shard);
};

/** The plan or shard, at the attempt that it is now at. */
export const retryEffect = (state: RunState, shard: 'plan' | number): WorkEffect => {
  const { message } = effectFor(state, shard);
  return { message, delaySeconds: retryDelaySeconds(attemptsMade(state.stage, shard, message.attempt)) };
};

/** Queues can hold back no longer. */
const longestDelaySeconds = 900;

/** 2 s before the second attempt, then 4 s, 8 s … */
const retryDelaySeconds = (attempt: number): number => Math.min(2 ** (attempt - 1), longestDelaySeconds);

/** The shard again, when it has waited. */
export const postponedEffect = (
  state: RunState,
  { shard, waitSeconds }: EventOf<'shard-postponed'>,
): WorkEffect => ({
  message: effectFor(state, shard).message,
  delaySeconds: Math.min(Math.max(0, Math.ceil(waitSeconds)), longestDelaySeconds),
});

/** The attempt of a shard that is under way, or next to be. */
export const attemptOf = ({ stage }: RunState, shard: 'plan' | number): number =>
  shard === 'plan' ? stage.attempt : (stage.attemptByShard[shard] ?? stage.firstAttempt);

const effectFor = (state: RunState, shard: 'plan' | number): WorkEffect => ({
  message: {
    runId: state.run.id,
    stage: state.stage.stage,
    kind: summaryOf(state).kind,
    shard,
    attempt: attemptOf(state, shard),
    ...(shard !== 'plan' && state.stage.redo.includes(shard) ? { isRedo: true as const } : {}),
  },
  delaySeconds: 0,
});

const wasRetried = (
  state: RunState,
  { shard, attempt }: { readonly shard: 'plan' | number; readonly attempt: number },
): boolean => {
  const isOpen =
    shard === 'plan' ? summaryOf(state).status === 'planning' : !hasBit(state.stage.doneBits, shard);
  return isOpen && attemptOf(state, shard) === attempt + 1;
};

/** Whether nothing but skipped stages lie between. */
const isStageBefore = ({ run }: RunState, stage: number): boolean => {
  if (stage >= run.stageIndex) return false;
  for (let between = stage + 1; between < run.stageIndex; between++) {
    if (summaryAt(run, between).status !== 'skipped') return false;
  }
  return true;
};
