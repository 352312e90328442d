import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf, resendsOf } from '../../lib/engine/effects-of.ts';
import { enterStage, type RunState } from '../../lib/engine/run-state.ts';
import { type Transition, transition } from '../../lib/engine/transition.ts';
import type { RunEvent } from '../../lib/model/run.ts';
import { runDocument, shardResult } from './engine-documents.ts';

const now = 5000;

const base = (state: RunState) => ({ runId: state.run.id, stage: state.run.stageIndex, attempt: 1 });

const succeeded = (state: RunState, shard: number): RunEvent => ({
  ...base(state),
  type: 'shard-succeeded',
  shard,
  result: shardResult({ hasRejects: false }, 'refine', shard),
});

const advance = (state: RunState, event: RunEvent) => {
  const result = transition(state, event, now);
  if (result.kind === 'stale') throw new Error(`${event.type} is stale`);
  return result;
};

const planned = (shardCount: number, window: number) => {
  const state = enterStage(runDocument({ window }), 0, 1000);
  return advance(state, { ...base(state), type: 'stage-planned', shardCount });
};

const shardsOf = (result: Pick<Extract<Transition, { kind: 'advanced' }>, 'effects'>) =>
  result.effects.map(({ message }) => message.shard);

describe('the window of a run', () => {
  it('lets so many shards out, and more when half of it is free', () => {
    const first = planned(10, 4);
    expect(shardsOf(first)).toEqual([0, 1, 2, 3]);
    const one = advance(first.next, succeeded(first.next, 2));
    expect(shardsOf(one)).toEqual([]);
    const two = advance(one.next, succeeded(one.next, 0));
    expect(shardsOf(two)).toEqual([4, 5]);
    expect(shardsOf({ effects: effectsOf(two.next) })).toEqual([1, 3, 4, 5]);
  });

  it('is refilled again when the event comes again whose sends may have been lost', () => {
    const first = planned(10, 4);
    const two = [2, 0].reduce((state, shard) => advance(state, succeeded(state, shard)).next, first.next);
    expect(transition(two, succeeded(two, 0), now)).toEqual({ kind: 'stale' });
    expect(resendsOf(two, succeeded(two, 0)).map(({ message }) => message.shard)).toEqual([4, 5]);
    expect(resendsOf(two, succeeded(two, 2))).toEqual([]);
    const later = [4, 1, 3].reduce((state, shard) => advance(state, succeeded(state, shard)).next, two);
    expect(resendsOf(later, succeeded(later, 0)).map(({ message }) => message.shard)).toEqual([5]);
  });

  it('never has more out than it allows, and in the end has had out every shard once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.nat()),
        (shardCount, window, picks) => {
          let result = planned(shardCount, window);
          const sent = shardsOf(result);
          const out = new Set(sent);
          while (result.next.run.stageIndex === 0) {
            expect(out.size).toBeGreaterThan(0);
            expect(out.size).toBeLessThanOrEqual(window);
            const waiting = [...out];
            const shard = waiting[picks.next().value % waiting.length] as number;
            out.delete(shard);
            result = advance(result.next, succeeded(result.next, shard));
            if (result.next.run.stageIndex > 0) break;
            for (const added of shardsOf(result)) {
              sent.push(added);
              out.add(added);
            }
          }
          expect(sent.toSorted((one, other) => Number(one) - Number(other))).toEqual(
            Array.from({ length: shardCount }, (_, shard) => shard),
          );
        },
      ),
    );
  });
});
