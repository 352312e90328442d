import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectInvariants } from './engine-invariants.ts';
import { type Plant, type Scenario, simulate } from './engine-simulation.ts';

const scenarios = fc.record({
  kind: fc.constantFrom('import', 'refine'),
  mode: fc.constantFrom('strict', 'quarantine'),
  shardCounts: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
  hasRejects: fc.boolean(),
  poisonShard: fc.constantFrom(-1, -1, -1, 0, 2),
  isPoisonRetryable: fc.boolean(),
  isStopped: fc.constantFrom(false, false, false, true),
  isOrdered: fc.boolean(),
  sendsPartially: fc.boolean(),
}) satisfies fc.Arbitrary<Omit<Scenario, 'plant'>>;

const percents = fc.infiniteStream(fc.nat({ max: 99 }));

const protocolHolds = (plant: Plant) =>
  fc.asyncProperty(fc.scheduler(), scenarios, percents, async (scheduler, variant, dice) => {
    const scenario: Scenario = { ...variant, plant };
    const simulation = await simulate(scenario, {
      next: () => scheduler.schedule(Promise.resolve()),
      chance: (percent) => dice.next().value < percent,
    });
    const isEnded = async () => {
      const status = (await simulation.documents.findRun(simulation.run.id))?.document.status;
      return status !== 'running' && status !== 'stopping';
    };
    await scheduler.waitFor(simulation.create());
    await scheduler.waitFor(simulation.work());
    // Only a send that was cut short, among events out of order, needs the sweep; all else must end without.
    const mayNeedSweep = scenario.sendsPartially && !scenario.isOrdered;
    for (let round = 0; mayNeedSweep && round < 20 && !(await isEnded()); round++) {
      await scheduler.waitFor(simulation.sweep());
      await scheduler.waitFor(simulation.work());
    }
    await expectInvariants(scenario, simulation);
  });

describe('a run, whatever the order of events, crashes and redeliveries', () => {
  it('ends, counts every shard once and leaves the traces of what happened', async () => {
    const result = await fc.check(protocolHolds('nothing'), { numRuns: 600, endOnFailure: true });
    // The schedule itself is too long to print; the seed gives it again.
    const [, variant] = result.counterexample ?? [];
    const where = `seed ${result.seed}, run ${result.numRuns}, ${JSON.stringify(variant)}`;
    expect(result.failed, `${where}\n${result.errorInstance}`).toBe(false);
  });
});

describe('the invariants', () => {
  it.each<Plant>([
    'send-before-commit',
    'no-revision-check',
    'swallowed-send-failure',
    'no-resend',
    'acknowledge-failures',
  ])('are broken by a coordinator with the fault %s', async (plant) => {
    const { failed } = await fc.check(protocolHolds(plant), { numRuns: 1500, seed: 20, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
