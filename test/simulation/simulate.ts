import { type Expected, endViolations } from './end-violations.ts';
import { createFaults, type FaultKind } from './faults.ts';
import type { World } from './life.ts';
import { outcomeOf } from './outcome.ts';
import type { Plant } from './plants.ts';
import { type Schedule, scheduleOf, undisturbed } from './schedule.ts';
import { seededRandom } from './seeded-random.ts';
import { startSimulatedCloud } from './simulated-cloud.ts';
import { type Journey, useCloud } from './simulated-user.ts';
import { createVirtualTime } from './virtual-time.ts';

export interface Simulated {
  readonly seed: number;
  /** What was not as it must be; none when all is well. */
  readonly violations: readonly string[];
  readonly faultCounts: ReadonlyMap<FaultKind, number>;
  /** How the runs of people ended. */
  readonly ends: readonly string[];
  readonly virtualSeconds: number;
  /** A line for each thing that happened, where asked for. */
  readonly history: readonly string[];
}

export interface SimulationOptions {
  readonly plant?: Plant;
  readonly keepsHistory?: boolean;
}

/** Puts the cloud through the schedule of a seed. The same seed gives the same run. */
export const simulate = async (
  seed: number,
  { plant = {}, keepsHistory = false }: SimulationOptions = {},
): Promise<Simulated> => {
  const schedule = scheduleOf(seed);
  const expected = new Map<number, Expected>();
  for (const content of schedule.contents) expected.set(content, await expectedOf(content));
  const { cloud, journeys, world, history, startedAt } = await play(schedule, plant, keepsHistory);
  const violations = [...cloud.watch.violations];
  if (journeys === undefined) violations.push('it did not come to an end');
  else {
    const compared = journeys.map((journey, index) => ({
      journey,
      expected: expected.get(schedule.contents[index] ?? -1) as Expected, // made above
    }));
    violations.push(...(await endViolations(schedule, cloud, compared)));
  }
  return {
    seed,
    violations,
    faultCounts: world.faults.counts,
    ends: (journeys ?? []).flatMap(({ imported, refined }) => [
      imported.status,
      refined?.status ?? 'no refining',
    ]),
    virtualSeconds: (world.time.now() - startedAt) / 1000,
    history,
  };
};

const longestMs = 3 * 86_400_000;
const mostSteps = 100_000;

export const play = async (schedule: Schedule, plant: Plant, keepsHistory: boolean) => {
  const startedAt = Date.UTC(2026, 0, 1);
  const time = createVirtualTime(startedAt);
  const random = seededRandom(schedule.seed * 2 + 1);
  const faults = createFaults(random, schedule.rates, schedule.faultBudget);
  const history: string[] = [];
  const note: World['note'] = (who, what) => {
    if (keepsHistory)
      history.push(`${((time.now() - startedAt) / 1000).toFixed(3).padStart(10)}  ${who}: ${what}`);
  };
  const world: World = { time, random, faults, note };
  const cloud = startSimulatedCloud(world, schedule, plant);
  let journeys: readonly Journey[] | undefined;
  let failure: unknown;
  useCloud(world, schedule, cloud).then(
    (travelled) => {
      journeys = travelled;
    },
    (error: unknown) => {
      failure = error;
    },
  );
  await time.run(
    () =>
      failure !== undefined ||
      time.now() > startedAt + longestMs ||
      time.stepCount() > mostSteps ||
      (journeys !== undefined && cloud.isQuiet()),
  );
  if (failure !== undefined) throw failure;
  return { cloud, journeys, world, history, startedAt };
};

const expectedByContent = new Map<number, Promise<Expected>>();

/** What an upload comes to when nothing goes wrong; played once. */
const expectedOf = (content: number): Promise<Expected> => {
  const known = expectedByContent.get(content) ?? playUndisturbed(content);
  expectedByContent.set(content, known);
  return known;
};

const playUndisturbed = async (content: number): Promise<Expected> => {
  const { cloud, journeys } = await play(undisturbed(content), {}, false);
  const [journey] = journeys ?? [];
  if (journey === undefined || cloud.watch.violations.length > 0)
    throw new Error(`content ${content} fails undisturbed: ${cloud.watch.violations.join('\n')}`);
  const runs: readonly SimulatedRun[] = [journey.imported, journey.refined];
  const [imported, refined] = await Promise.all(
    runs.map((run) => (run === undefined ? undefined : outcomeOf(cloud, run))),
  );
  if (imported === undefined) throw new Error('an upload was never imported');
  return { imported, refined };
};

type SimulatedRun = Parameters<typeof outcomeOf>[1] | undefined;
