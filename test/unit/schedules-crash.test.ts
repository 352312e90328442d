import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchedule } from '../../lib/schedules/create-schedule.ts';
import { type FiringPorts, fireSchedules } from '../../lib/schedules/fire-schedules.ts';
import type { Firing } from '../../lib/schedules/firing.ts';
import { slotRunId } from '../../lib/schedules/firing.ts';
import { mortalPort } from './mortal-port.ts';
import { openWorld, type World } from './schedules-world.ts';

const minuteMs = 60_000;
const caller = { workspace: 'default', user: 'ben' };

class Crash extends Error {}

type Turn = () => Promise<void>;

/** Ports of one firer: around each call another may go first, or this one may die for good. */
const mortal = (
  ports: FiringPorts,
  { turn, callsUntilDeath }: { readonly turn: Turn; readonly callsUntilDeath: number },
): FiringPorts => {
  let left = callsUntilDeath;
  const step = async (): Promise<void> => {
    await turn();
    if (left-- <= 0) throw new Crash();
  };
  const { documents, objects, work } = ports;
  return {
    ...ports,
    documents: mortalPort(documents, step),
    objects: mortalPort(objects, step),
    work: mortalPort(work, step),
  };
};

interface Round {
  readonly minutes: number;
  /** What becomes of the task in between. */
  readonly task: 'as it is' | 'ends' | 'runs for another reason' | 'is edited';
  /** Of each of the two firers at once. */
  readonly callsUntilDeath: readonly [number, number];
}

const life = fc.oneof({ weight: 3, arbitrary: fc.nat(24) }, { weight: 1, arbitrary: fc.constant(Infinity) });
const round: fc.Arbitrary<Round> = fc.record({
  minutes: fc.integer({ min: 1, max: 7 }),
  task: fc.constantFrom('as it is', 'ends', 'runs for another reason', 'is edited'),
  callsUntilDeath: fc.tuple(life, life),
});

const changeTask = async ({ setTask }: World, task: Round['task']): Promise<void> => {
  if (task === 'ends') await setTask('task-1', { status: 'generated' });
  if (task === 'runs for another reason') await setTask('task-1', { status: 'running', latestRun: 'run-x' });
  if (task === 'is edited') {
    const recipe = { operators: [{ id: 'text-length-filtering', params: { min: 7 } }] };
    await setTask('task-1', { status: 'generated', recipe });
  }
};

/** The slots that commits have claimed, and how often each was. */
const watchClaims = ({ documents }: World): ReadonlyMap<number, number> => {
  const countBySlot = new Map<number, number>();
  const commit = documents.commit.bind(documents);
  documents.commit = async (writes, traces) => {
    await commit(writes, traces);
    for (const write of writes) {
      const last: Firing | undefined = write.kind === 'schedule' ? write.document.last : undefined;
      if (last?.claimedAt !== undefined) countBySlot.set(last.slot, (countBySlot.get(last.slot) ?? 0) + 1);
    }
  };
  return countBySlot;
};

const live = async (world: World, rounds: readonly Round[], scheduler: fc.Scheduler): Promise<void> => {
  for (const { minutes, task, callsUntilDeath } of rounds) {
    world.time.now += minutes * minuteMs;
    await changeTask(world, task);
    const turn: Turn = () => scheduler.schedule(Promise.resolve());
    const firings = callsUntilDeath.map((calls) =>
      fireSchedules(mortal(world.ports, { turn, callsUntilDeath: calls })).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      }),
    );
    await scheduler.waitFor(Promise.all(firings));
  }
};

/** Nothing crashes any more, until no slot is open. */
const settleDown = async (world: World): Promise<void> => {
  for (let round = 0; round < 3; round++) {
    world.time.now += 3 * minuteMs;
    await fireSchedules(world.ports);
  }
};

describe('two firers at once that die at any call', () => {
  it('start each slot once or say why not, and lose none', async () => {
    let [startedCount, refusedCount] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(round, { maxLength: 10 }), async (scheduler, rounds) => {
        const world = await openWorld();
        const claims = watchClaims(world);
        const schedule = await createSchedule(world.ports, caller, {
          name: 'often',
          expression: 'rate(4 minutes)',
          target: { kind: 'task', id: 'task-1' },
          enabled: true,
        });
        await live(world, rounds, scheduler);
        await settleDown(world);

        const runIds = new Set((await world.runs()).map(({ id }) => id));
        const refused = new Set(
          world
            .traces('fireSchedule')
            .filter(({ response }) => response?.['error_code'] !== undefined)
            .map(({ request }) => request?.['slot']),
        );
        for (const [slot, count] of claims) {
          expect(count).toBe(1);
          const fired = world.traces('fireSchedule').filter(({ request }) => request?.['slot'] === slot);
          expect(fired).toHaveLength(1);
          const isStarted = runIds.delete(slotRunId(schedule, slot));
          expect([slot, isStarted]).toEqual([slot, !refused.has(slot)]);
          isStarted ? startedCount++ : refusedCount++;
        }
        expect([...runIds]).toEqual([]);

        const missed = world
          .traces('fireSchedule')
          .map(({ response }) => Number(response?.['missed_count'] ?? 0));
        const missedCount = missed.reduce((sum, count) => sum + count, 0);
        const goneBy = Math.floor((world.time.now - schedule.createdAt) / (4 * minuteMs));
        expect(claims.size + missedCount).toBe(goneBy);

        const started = await world.runs();
        expect(world.traces('startRefineJob')).toHaveLength(started.length);
        expect(new Set(world.sent.map(({ runId }) => runId))).toEqual(new Set(started.map(({ id }) => id)));
      }),
      { numRuns: 300 },
    );
    // Both ends of a slot have been seen, or the property says little.
    expect(Math.min(startedCount, refusedCount)).toBeGreaterThan(100);
  });

  it('run the recipe that the task has when it starts, whatever a dead one has left', async () => {
    const world = await openWorld();
    const { id } = await createSchedule(world.ports, caller, {
      name: 'often',
      expression: 'rate(4 minutes)',
      target: { kind: 'task', id: 'task-1' },
      enabled: true,
    });
    world.time.now += 4 * minuteMs;
    const { commit } = world.documents;
    world.documents.commit = async (writes, traces) => {
      if (writes.some(({ kind }) => kind === 'run')) throw new Crash();
      return commit.call(world.documents, writes, traces);
    };
    await fireSchedules(world.ports);
    world.documents.commit = commit;
    await changeTask(world, 'is edited');
    world.time.now += 3 * minuteMs;
    await fireSchedules(world.ports);
    const { last } = (await world.documents.find('schedule', 'default', id))?.document ?? {};
    const spec = await Array.fromAsync(world.objects.read(`runs/${last?.run}/spec.json`));
    expect(Buffer.concat(spec).toString()).toContain('"min":7');
  });
});
