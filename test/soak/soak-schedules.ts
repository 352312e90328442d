import { Worker } from 'node:worker_threads';
import { explain } from '../simulation/explain.ts';
import type { ScheduleReport, SoakRange } from './soak-thread.ts';

interface SoakOptions {
  readonly firstSeed: number;
  readonly scheduleCount: number;
  readonly threadCount: number;
  readonly print: (line: string) => void;
}

const reportedFailures = 5;
const progressEvery = 500;

/** Simulates many schedules on all cores, and tells what went wrong in how many, and what struck how often. */
export const soakSchedules = async ({
  firstSeed,
  scheduleCount,
  threadCount,
  print,
}: SoakOptions): Promise<boolean> => {
  const startedAt = performance.now();
  const secondsSoFar = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
  const faultCounts = new Map<string, number>();
  const endCounts = new Map<string, number>();
  const failures: ScheduleReport[] = [];
  let [doneCount, virtualSeconds] = [0, 0];

  const note = (report: ScheduleReport): void => {
    for (const [kind, count] of report.faultCounts)
      faultCounts.set(kind, (faultCounts.get(kind) ?? 0) + count);
    for (const end of report.ends) endCounts.set(end, (endCounts.get(end) ?? 0) + 1);
    if (report.violations.length > 0) failures.push(report);
    virtualSeconds += report.virtualSeconds;
    doneCount++;
    if (doneCount % progressEvery === 0)
      print(`${doneCount} of ${scheduleCount} schedules, ${failures.length} failed, ${secondsSoFar()} s`);
  };
  await Promise.all(
    Array.from({ length: threadCount }, (_, index) =>
      runThread(
        { firstSeed: firstSeed + index, lastSeed: firstSeed + scheduleCount - 1, step: threadCount },
        note,
      ),
    ),
  );

  print(
    `\n${doneCount} schedules in ${secondsSoFar()} s, ${Math.round(virtualSeconds / 3600)} hours of virtual time`,
  );
  print(`ends: ${listOf(endCounts)}`);
  print(`faults: ${listOf(faultCounts)}`);
  print(`failed: ${failures.length}`);
  for (const { seed, violations } of failures.slice(0, reportedFailures))
    print(`\nseed ${seed}\n  ${violations.join('\n  ')}`);
  const [first] = failures;
  if (first !== undefined) print(`\n${await explain(first.seed)}`);
  return failures.length === 0 && doneCount === scheduleCount;
};

const runThread = (range: SoakRange, note: (report: ScheduleReport) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./soak-thread.ts', import.meta.url), { workerData: range });
    thread.on('message', note);
    thread.on('error', reject);
    thread.on('exit', () => resolve());
  });

const listOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
