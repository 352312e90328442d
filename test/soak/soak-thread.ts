import { parentPort, workerData } from 'node:worker_threads';
import { type Simulated, simulate } from '../simulation/simulate.ts';

/** Every `step`th seed, from the first on. */
export interface SoakRange {
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly step: number;
}

export type ScheduleReport = Omit<Simulated, 'history'>;

const { firstSeed, lastSeed, step } = workerData as SoakRange; // what soak-schedules.ts gives

for (let seed = firstSeed; seed <= lastSeed; seed += step) {
  const { history: _history, ...report } = await simulate(seed);
  parentPort?.postMessage(report satisfies ScheduleReport);
}
