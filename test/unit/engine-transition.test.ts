import { describe, expect, it } from 'vitest';
import { effectsOf, resendsOf } from '../../lib/engine/effects-of.ts';
import { enterStage, type RunState, withSummary } from '../../lib/engine/run-state.ts';
import { MAX_RETRYING_SHARDS, type Transition, transition } from '../../lib/engine/transition.ts';
import type { Run, RunEvent } from '../../lib/model/run.ts';
import { runDocument, shardResult } from './engine-documents.ts';

const now = 5000;

const start = (run: Parameters<typeof runDocument>[0] = {}): RunState =>
  enterStage(runDocument(run), 0, 1000);

const at = (state: RunState) => ({ runId: state.run.id, stage: state.run.stageIndex, attempt: 1 });

const planned = (state: RunState, shardCount: number): RunEvent => ({
  ...at(state),
  type: 'stage-planned',
  shardCount,
});

const succeeded = (state: RunState, shard: number, { hasRejects = false, attempt = 1 } = {}): RunEvent => {
  const kind = state.run.stages[state.run.stageIndex]?.kind ?? 'refine';
  return {
    ...at(state),
    attempt,
    type: 'shard-succeeded',
    shard,
    result: shardResult({ hasRejects }, kind, shard),
  };
};

const failed = (
  state: RunState,
  shard: 'plan' | number,
  { attempt = 1, isRetryable = true } = {},
): RunEvent => ({
  ...at(state),
  attempt,
  type: 'work-failed',
  shard,
  isRetryable,
  error: { code: 'ModelArts.72020067', message: 'read obs error', details: {} },
});

const advance = (state: RunState, event: RunEvent) => {
  const result = transition(state, event, now);
  if (result.kind === 'stale') throw new Error(`${event.type} is stale`);
  return result;
};

const inStage = (shardCount: number, run: Parameters<typeof runDocument>[0] = {}): RunState =>
  advance(start(run), planned(start(run), shardCount)).next;

const shardsOf = (result: Transition): readonly unknown[] =>
  result.kind === 'stale'
    ? []
    : result.effects.map(({ message }) => [message.kind, message.shard, message.attempt]);

const namesOf = (result: Transition): readonly string[] =>
  result.kind === 'stale' ? [] : result.traces.map(({ trace_name }) => trace_name);

const doAll = (state: RunState, options = {}): RunState => {
  let current = state;
  for (let shard = 0; shard < state.stage.shardCount; shard++) {
    current = advance(current, succeeded(state, shard, options)).next;
  }
  return current;
};

/** Plans and does stages of one shard until the one of the given index is planned. */
const reach = (state: RunState, stage: number): RunState => {
  const current = advance(state, planned(state, 1)).next;
  return current.run.stageIndex === stage ? current : reach(doAll(current), stage);
};

describe('transition', () => {
  it('sends every shard of a stage once the stage is planned', () => {
    const result = advance(start(), planned(start(), 3));
    expect(shardsOf(result)).toEqual([
      ['refine', 0, 1],
      ['refine', 1, 1],
      ['refine', 2, 1],
    ]);
    expect(result.next.run.stages[0]).toMatchObject({ status: 'running', shardCount: 3, doneCount: 0 });
    expect(effectsOf(result.next)).toEqual(result.effects);
  });

  it('goes on to the next stage at once when a stage has no shards', () => {
    const result = advance(start(), planned(start(), 0));
    expect(result.next.run.stages.map(({ status }) => status)).toEqual(['done', 'planning', 'waiting']);
    expect(shardsOf(result)).toEqual([['refine', 'plan', 1]]);
    expect(namesOf(result)).toEqual(['finishRunStage', 'startRunStage']);
  });

  it('counts each shard once, and plans the next stage after the last one', () => {
    const state = inStage(2);
    const first = advance(state, succeeded(state, 1));
    expect(shardsOf(first)).toEqual([]);
    expect(first.next.stage).toMatchObject({ doneCount: 1, result: { recordCount: 2 } });
    expect(transition(first.next, succeeded(state, 1), now)).toEqual({ kind: 'stale' });
    expect(transition(first.next, succeeded(state, 1, { attempt: 2 }), now)).toEqual({ kind: 'stale' });
    const last = advance(first.next, succeeded(state, 0));
    expect(last.next.run).toMatchObject({ stageIndex: 1, status: 'running' });
    expect(last.changed.map(({ stage, doneCount }) => [stage, doneCount])).toEqual([
      [0, 2],
      [1, 0],
    ]);
    expect(shardsOf(last)).toEqual([['refine', 'plan', 1]]);
  });

  it('ends the run after its last stage, with the traces of a first version', () => {
    const publishing = reach(start(), 2);
    const result = advance(publishing, succeeded(publishing, 0));
    expect(result.next.run).toMatchObject({ status: 'succeeded', endedAt: now });
    expect(namesOf(result)).toEqual([
      'finishRunStage',
      'createDataset',
      'publishDatasetVersion',
      'finishRefineJob',
    ]);
    expect(effectsOf(result.next)).toEqual([]);
  });

  it('creates no data set when it publishes a later version', () => {
    const publishing = reach(start({ version: 2 }), 2);
    expect(namesOf(advance(publishing, succeeded(publishing, 0)))).not.toContain('createDataset');
  });

  it('tells of the connection when an import ends', () => {
    const publishing = reach(start({ kind: 'import' }), 2);
    const result = advance(publishing, succeeded(publishing, 0));
    expect(result.traces.at(-1)).toMatchObject({
      trace_name: 'finishDataConnection',
      resource_type: 'dataConnection',
      resource_id: 'parent-1',
      user: 'sluice',
    });
  });

  it.each([1, 2, 3])(
    'tries a shard again after attempt %i has failed, after a pause that doubles',
    (attempt) => {
      const state = inStage(2);
      const before: RunState =
        attempt === 1 ? state : { ...state, stage: { ...state.stage, attemptByShard: { 1: attempt } } };
      const result = advance(before, failed(state, 1, { attempt }));
      expect(result.effects).toEqual([
        {
          message: { runId: 'run-1', stage: 0, kind: 'refine', shard: 1, attempt: attempt + 1 },
          delaySeconds: 2 ** attempt,
        },
      ]);
      expect(result.next.stage.attemptByShard).toEqual({ 1: attempt + 1 });
      expect(result.traces).toMatchObject([
        {
          trace_name: 'retryRunShard',
          trace_rating: 'warning',
          response: { error_code: 'ModelArts.72020067' },
        },
      ]);
    },
  );

  it('plans a stage again after its planning has failed', () => {
    const result = advance(start(), failed(start(), 'plan'));
    expect(result.effects).toMatchObject([{ message: { shard: 'plan', attempt: 2 }, delaySeconds: 2 }]);
    expect(transition(result.next, failed(start(), 'plan'), now)).toEqual({ kind: 'stale' });
  });

  it.each([
    ['after the fourth attempt', { attempt: 4, isRetryable: true }],
    ['at once when trying again cannot help', { attempt: 1, isRetryable: false }],
  ])('fails the run %s', (_, failure) => {
    const state = inStage(2);
    const before = { ...state, stage: { ...state.stage, attemptByShard: { 0: failure.attempt } } };
    const result = advance(before, failed(state, 0, failure));
    expect(result.next.run).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72020067' },
      endedAt: now,
    });
    expect(result.traces).toMatchObject([
      {
        trace_name: 'failRefineJob',
        trace_rating: 'warning',
        resource_type: 'refineJob',
        response: { error_code: 'ModelArts.72020067' },
      },
    ]);
    expect(transition(result.next, succeeded(state, 1), now)).toEqual({ kind: 'stale' });
  });

  it('fails the run when so many shards fail at once that their list would outgrow the item', () => {
    const state = inStage(MAX_RETRYING_SHARDS + 1);
    const attemptByShard = Object.fromEntries(Array.from({ length: MAX_RETRYING_SHARDS }, (_, i) => [i, 2]));
    const before = { ...state, stage: { ...state.stage, attemptByShard } };
    expect(advance(before, failed(state, MAX_RETRYING_SHARDS)).next.run.status).toBe('failed');
  });

  it('takes a late success of an attempt that was given up, and forgets the failure', () => {
    const retried = advance(inStage(2), failed(inStage(2), 0)).next;
    const result = advance(retried, succeeded(retried, 0));
    expect(result.next.stage).toMatchObject({ doneCount: 1, attemptByShard: {} });
    expect(transition(result.next, failed(retried, 0, { attempt: 2 }), now)).toEqual({ kind: 'stale' });
  });

  it('goes from the validation of bad records straight to publishing in a strict import', () => {
    const validating = inStage(2, { kind: 'import', mode: 'strict' });
    const state = doAll(validating, { hasRejects: true });
    expect(state.run.stages.map(({ status }) => status)).toEqual(['done', 'skipped', 'planning']);
    expect(effectsOf(state)).toMatchObject([{ message: { stage: 2, kind: 'publish', shard: 'plan' } }]);
  });

  it('imports what is good of bad records in quarantine mode, and good records in strict mode', () => {
    const quarantine = doAll(inStage(2, { kind: 'import', mode: 'quarantine' }), { hasRejects: true });
    expect(quarantine.run.stages.map(({ status }) => status)).toEqual(['done', 'planning', 'waiting']);
    const strict = doAll(inStage(2, { kind: 'import', mode: 'strict' }));
    expect(strict.run.stages.map(({ status }) => status)).toEqual(['done', 'planning', 'waiting']);
  });

  it('never lets time run backwards in the trail', () => {
    const state = start();
    const ahead = { ...state, run: { ...state.run, updatedAt: 9000 } };
    expect(advance(ahead, planned(ahead, 1)).next.run.updatedAt).toBe(9000);
  });
});

describe('a stop', () => {
  const stop = (state: RunState): RunEvent => ({ ...at(state), type: 'stop-requested', user: 'bob' });

  it.each([
    ['planned', start()],
    ['done', inStage(2)],
  ])('ends a run whose stage is being %s', (_, state) => {
    const result = advance(state, stop(state));
    expect(result.next.run).toMatchObject({ status: 'stopped', endedAt: now });
    expect(result.traces).toMatchObject([
      { trace_name: 'stopRun', user: 'bob', response: { status: 'stopped' } },
    ]);
    expect(transition(result.next, stop(state), now)).toEqual({ kind: 'stale' });
  });

  it.each([
    ['succeeds', (state: RunState) => succeeded(state, 0)],
    ['fails', (state: RunState) => failed(state, 0)],
  ])('waits until a publish that is under way %s, and publishes nothing', (_, event) => {
    const publishing = reach(start(), 2);
    const stopping = advance(publishing, stop(publishing));
    expect(stopping.next.run.status).toBe('stopping');
    expect(effectsOf(stopping.next)).toHaveLength(1);
    expect(transition(stopping.next, stop(publishing), now)).toEqual({ kind: 'stale' });
    const stopped = advance(stopping.next, event(publishing));
    expect(stopped.next.run.status).toBe('stopped');
    expect(namesOf(stopped)).not.toContain('publishDatasetVersion');
    expect(namesOf(stopped)).toContain('stopRun');
  });
});

describe('an event whose change is already committed', () => {
  const sent = (state: RunState, event: RunEvent) => {
    expect(transition(state, event, now)).toEqual({ kind: 'stale' });
    return resendsOf(state, event).map(({ message, delaySeconds }) => [
      message.shard,
      message.attempt,
      delaySeconds,
    ]);
  };

  it('sends the shards again while none of them is done', () => {
    const state = inStage(2);
    const planning = start();
    expect(sent(state, planned(planning, 2))).toEqual([
      [0, 1, 0],
      [1, 1, 0],
    ]);
    const later = advance(state, succeeded(state, 0)).next;
    expect(sent(later, planned(planning, 2))).toEqual([]);
  });

  it('sends the next planning again while the next stage is not planned', () => {
    const state = inStage(1);
    const next = advance(state, succeeded(state, 0)).next;
    expect(sent(next, succeeded(state, 0))).toEqual([['plan', 1, 0]]);
    const plannedNext = advance(next, planned(next, 2)).next;
    expect(sent(plannedNext, succeeded(state, 0))).toEqual([]);
  });

  it('sends the planning of publishing again where the import was skipped', () => {
    const state = inStage(1, { kind: 'import', mode: 'strict' });
    const next = doAll(state, { hasRejects: true });
    expect(sent(next, succeeded(state, 0, { hasRejects: true }))).toEqual([['plan', 1, 0]]);
  });

  it('does not send the planning again for an event of a stage before the last one', () => {
    const state = inStage(1);
    const third = reach(start(), 1);
    const publishing = advance(third, succeeded(third, 0)).next;
    expect(publishing.run.stageIndex).toBe(2);
    expect(sent(publishing, succeeded(state, 0))).toEqual([]);
  });

  it('sends the attempt that a failure led to again, and no other', () => {
    const state = inStage(2);
    const retried = advance(state, failed(state, 1)).next;
    expect(sent(retried, failed(state, 1))).toEqual([[1, 2, 2]]);
    const again = advance(retried, failed(state, 1, { attempt: 2 })).next;
    expect(sent(again, failed(state, 1))).toEqual([]);
    expect(sent(again, failed(state, 1, { attempt: 2 }))).toEqual([[1, 3, 4]]);
  });

  it('sends nothing for a run that has ended', () => {
    const state = inStage(1);
    const run: Run = { ...withSummary(state.run, 0, {}), status: 'failed' };
    expect(sent({ ...state, run }, planned(state, 1))).toEqual([]);
    expect(effectsOf({ ...state, run })).toEqual([]);
  });
});
