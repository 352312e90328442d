import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRunning } from '../../lib/doctor/check-running.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { missedEffects, resendsOf } from '../../lib/engine/effects-of.ts';
import { LONGEST_POSTPONEMENT_SECONDS } from '../../lib/engine/postponed-shards.ts';
import { enterStage, type RunState } from '../../lib/engine/run-state.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import type { WorkPorts } from '../../lib/engine/stage-work.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import { MAX_ATTEMPTS, transition } from '../../lib/engine/transition.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import { Postponed } from '../../lib/model/postponed.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { runDocument, shardResult } from './engine-documents.ts';

const quietLog = { info: () => {}, warn: () => {}, error: () => {} };
const startedAt = 1_000_000;

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { readonly type: Type }>;

const of = (attempt: number) => ({ runId: 'run-1', stage: 0, attempt });
const postponed = (shard: number, attempt: number, waitSeconds = 60): EventOf<'shard-postponed'> => ({
  ...of(attempt),
  type: 'shard-postponed',
  shard,
  waitSeconds,
});
const failed = (shard: number, attempt: number): EventOf<'work-failed'> => ({
  ...of(attempt),
  type: 'work-failed',
  shard,
  isRetryable: true,
  error: { code: 'ModelArts.72020067', message: 'read obs error', details: {} },
});
const succeeded = (shard: number, attempt: number): RunEvent => ({
  ...of(attempt),
  type: 'shard-succeeded',
  shard,
  result: shardResult({ hasRejects: false }, 'refine', shard),
});

const advance = (state: RunState, event: RunEvent, now = startedAt) => {
  const result = transition(state, event, now);
  if (result.kind === 'stale') throw new Error(`${event.type} is stale`);
  return result;
};

const running = (shardCount: number): RunState =>
  advance(enterStage({ ...runDocument(), updatedAt: startedAt }, 0, startedAt), {
    ...of(1),
    type: 'stage-planned',
    shardCount,
  }).next;

describe('a shard that is postponed', () => {
  it('is sent again after its wait, at another attempt, and nothing else of the run changes', () => {
    const state = running(2);
    const result = advance(state, postponed(1, 1, 300), startedAt + 5000);
    expect(result.effects).toEqual([
      { message: expect.objectContaining({ shard: 1, attempt: 2 }), delaySeconds: 300 },
    ]);
    expect(result.next.run).toEqual(state.run);
    expect(result.traces).toEqual([]);
    expect(result.next.stage.postponedByShard).toEqual({
      1: { count: 1, since: startedAt + 5000, until: startedAt + 305_000 },
    });
  });

  it.each([
    [5000, 900],
    [0.2, 1],
    [0, 0],
    [-1, 0],
  ])('waits as long as queues can hold back: %s seconds', (waitSeconds, delaySeconds) => {
    const { effects } = advance(running(1), postponed(0, 1, waitSeconds));
    expect(effects.map((effect) => effect.delaySeconds)).toEqual([delaySeconds]);
  });

  it('has all its attempts when it fails, however often it has waited', () => {
    const events = fc.array(fc.constantFrom('postponed', 'failed'), { maxLength: 40 });
    fc.assert(
      fc.property(events, (kinds) => {
        const lastFailure = kinds.flatMap((kind, index) => (kind === 'failed' ? [index] : []))[
          MAX_ATTEMPTS - 1
        ];
        const applied = kinds.slice(0, lastFailure === undefined ? undefined : lastFailure + 1);
        const end = applied.reduce(
          (state, kind, index) =>
            advance(state, kind === 'failed' ? failed(0, index + 1) : postponed(0, index + 1)).next,
          running(1),
        );
        expect(end.run.status).toBe(lastFailure === undefined ? 'running' : 'failed');
      }),
    );
  });

  it('is retried after a failure with the pauses of its failures alone', () => {
    let state = running(1);
    for (let attempt = 1; attempt <= 10; attempt++) state = advance(state, postponed(0, attempt)).next;
    expect(advance(state, failed(0, 11)).effects[0]?.delaySeconds).toBe(2);
  });

  it('fails for good when it has waited for days', () => {
    const state = advance(running(2), postponed(0, 1)).next;
    const inTime = startedAt + LONGEST_POSTPONEMENT_SECONDS * 1000 - 1;
    expect(advance(state, postponed(0, 2), inTime).next.run.status).toBe('running');
    const late = advance(state, postponed(0, 2), inTime + 1).next.run;
    expect(late).toMatchObject({ status: 'failed', error: { code: 'ModelArts.72020000' } });
  });

  it('is not postponed twice by one message, nor after it is done', () => {
    const { next } = advance(running(2), postponed(0, 1));
    expect(transition(next, postponed(0, 1), startedAt)).toEqual({ kind: 'stale' });
    const done = advance(next, succeeded(0, 2)).next;
    expect(done.stage.postponedByShard).toEqual({});
    expect(transition(done, postponed(0, 2), startedAt)).toEqual({ kind: 'stale' });
  });

  it('is sent again when its event comes again, as the send may have been lost', () => {
    const { next, effects } = advance(running(2), postponed(0, 1, 70));
    expect(resendsOf(next, postponed(0, 1, 70))).toEqual(effects);
    expect(resendsOf(advance(next, postponed(0, 2)).next, postponed(0, 1))).toEqual([]);
  });

  it('is told when its run is stopped, once more when the stop comes again, and not after a failure', () => {
    const waiting = advance(advance(running(3), postponed(1, 1)).next, succeeded(2, 1)).next;
    const stop: RunEvent = { ...of(1), type: 'stop-requested', user: 'ann' };
    const { next, effects } = advance(waiting, stop);
    const told = effects.map(({ message: { shard, attempt, isGivenUp } }) => [shard, attempt, isGivenUp]);
    expect(told).toEqual([
      [0, 1, true],
      [1, 2, true],
    ]);
    expect(resendsOf(next, stop)).toEqual(effects);
    expect(advance(waiting, { ...failed(0, 1), isRetryable: false }).effects).toEqual([]);
  });

  it('leaves nothing behind when its run is stopped and goes on', () => {
    const waiting = advance(running(2), postponed(0, 1)).next;
    const stopped = advance(waiting, { ...of(1), type: 'stop-requested', user: 'ann' }).next;
    expect(transition(stopped, postponed(0, 2), startedAt)).toEqual({ kind: 'stale' });
    const { next, effects } = advance(stopped, { ...of(1), type: 'retry-requested', user: 'ann' });
    expect(next.stage).not.toHaveProperty('postponedByShard');
    expect(effects.map(({ message }) => [message.shard, message.attempt])).toEqual([
      [0, 3],
      [1, 3],
    ]);
  });
});

const stalledAfterSeconds = 300;

/** A run whose shard 0 waits for 20 minutes and whose shard 1 is out. */
const waitingRun = async () => {
  const documents = new MemoryDocumentStore();
  const { run, stage } = advance(running(2), postponed(0, 1, 1200)).next;
  await documents.commit(
    [
      { kind: 'run', document: run, expectedRevision: 0 },
      {
        kind: 'stage',
        document: { ...stage, id: `${run.id}#0`, workspace: run.workspace },
        expectedRevision: 0,
      },
    ],
    [],
  );
  const sent: WorkMessage[] = [];
  const clock = { time: startedAt, now: () => clock.time };
  const work = { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) };
  return { ports: { documents, work, clock, log: quietLog }, clock, sent, state: { run, stage } };
};

describe('whoever misses work', () => {
  it('does not miss a shard that waits', async () => {
    const { state } = await waitingRun();
    const shardsMissed = (time: number) => missedEffects(state, time).map(({ message }) => message.shard);
    expect(shardsMissed(startedAt + 1_199_999)).toEqual([1]);
    expect(shardsMissed(startedAt + 1_200_000)).toEqual([0, 1]);
  });

  it('is the sweep, which sends it again only when its wait is long over', async () => {
    const { ports, clock, sent } = await waitingRun();
    clock.time += 400_000;
    await sweep(ports, { stalledAfterSeconds });
    expect(sent.map(({ shard }) => shard)).toEqual([1]);
    clock.time += 1_200_000;
    sent.length = 0;
    await sweep(ports, { stalledAfterSeconds });
    expect(sent.map(({ shard, attempt }) => [shard, attempt])).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it('is the sweep, which gives a run up only for a shard that does not wait', async () => {
    const { ports, clock } = await waitingRun();
    const statusAfter = async (limits: Partial<Parameters<typeof sweep>[1]>) => {
      await sweep(ports, { stalledAfterSeconds, ...limits });
      return (await ports.documents.findRun('run-1'))?.document.status;
    };
    await ports.documents.findRun('run-1');
    clock.time += 600_000;
    expect(await statusAfter({ givenUpAfterSeconds: 601 })).toBe('running');
    expect(await statusAfter({ givenUpAfterSeconds: 600 })).toBe('failed');
  });

  it('is the doctor, who finds a run stuck only then', async () => {
    const { ports, clock, state } = await waitingRun();
    const alone: RunState = { ...state, stage: advance(state, succeeded(1, 1)).next.stage };
    expect(missedEffects(alone, startedAt)).toEqual([]);
    const objects = new MemoryObjectStore();
    const examined = async () => {
      const queues = { list: async () => [] };
      // Only what checkRunning looks at.
      const doctorPorts = { ...ports, objects, queues } as unknown as Parameters<typeof checkRunning>[0];
      const findings = await checkRunning(doctorPorts, { stalledAfterMinutes: 10 });
      return findings.filter(({ check }) => check === 'stuck-run').length;
    };
    clock.time += 500_000;
    expect(await examined()).toBe(0);
    clock.time += 100_000;
    expect(await examined()).toBe(1);
  });
});

describe('a worker', () => {
  const message: WorkMessage = { runId: 'run-1', stage: 0, kind: 'refine', shard: 0, attempt: 3 };

  it('tells of a shard that has to wait', async () => {
    const objects = new MemoryObjectStore();
    await writeSealed(objects, objectKeys.runSpec('run-1'), { run: 'run-1' });
    const ports: WorkPorts = { objects, log: quietLog, loadResource: async () => '' };
    const workOn = createWorker(ports, {
      refine: {
        plan: async () => [{}],
        doShard: async () => {
          throw new Postponed(120, ['batch']);
        },
      },
    });
    expect(await workOn(message)).toEqual(postponed(0, 3, 120));
  });

  it.each([undefined, new Error('the service is away')])(
    'calls off what a shard has under way: %s',
    async (failure) => {
      const objects = new MemoryObjectStore();
      await writeSealed(objects, objectKeys.runSpec('run-1'), { run: 'run-1' });
      const calledOff: number[] = [];
      const workOn = createWorker(
        { objects, log: quietLog, loadResource: async () => '' },
        {
          refine: {
            plan: async () => [{}],
            doShard: () => Promise.reject(new Error('nobody wants it any more')),
            giveUp: async (_ports, _context, { shard }) => {
              calledOff.push(shard);
              if (failure !== undefined) throw failure;
            },
          },
        },
      );
      expect(await workOn({ ...message, isGivenUp: true })).toEqual(postponed(0, 3, 0));
      expect(calledOff).toEqual([0]);
    },
  );
});
