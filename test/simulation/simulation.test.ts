import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { FAULT_KINDS } from './faults.ts';
import { PLANTS, type PlantName } from './plants.ts';
import { simulate } from './simulate.ts';

const schedules = 1000;

describe('uploads, runs and refining, whatever goes wrong', () => {
  it(`end with what an undisturbed run gives, in each of ${schedules} schedules`, async () => {
    const struck = new Set<string>();
    for (let seed = 1; seed <= schedules; seed++) {
      const { violations, faultCounts } = await simulate(seed);
      if (violations.length > 0) expect.fail(await explain(seed));
      for (const kind of faultCounts.keys()) struck.add(kind);
    }
    expect([...struck].sort()).toEqual([...FAULT_KINDS].sort());
  }, 180_000);

  it('go the same way each time that a seed is played', async () => {
    const [one, other] = [
      await simulate(7, { keepsHistory: true }),
      await simulate(7, { keepsHistory: true }),
    ];
    expect(one.history.length).toBeGreaterThan(100);
    expect(one.history).toEqual(other.history);
  });
});

describe('a fault of the protocol is noticed', () => {
  // The names of a table that holds nothing else.
  it.each(Object.keys(PLANTS) as PlantName[])('%s', async (name) => {
    let noticedAt: number | undefined;
    for (let seed = 1; seed <= schedules && noticedAt === undefined; seed++) {
      const { violations } = await simulate(seed, { plant: PLANTS[name]() });
      if (violations.length > 0) noticedAt = seed;
    }
    expect(noticedAt).toBeDefined();
  });
});
