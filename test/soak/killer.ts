import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom, seededRandom } from '../simulation/seeded-random.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';

/** What is killed: the process that holds the servers and the functions' threads, or the table's engine beside it. */
export type Victim = 'main' | 'table';

interface KillerOptions {
  /** How often each of the processes is killed. */
  readonly killCount: number;
  readonly seed: number;
  /** Longest pause before a kill; the shortest is a tenth of it. */
  readonly pauseMs: number;
  readonly onKill: (victim: Victim) => void;
}

/** A cloud whose processes die of `kill -9` in random order after random pauses, and that is started again each time. */
export const startKiller = async (
  dataDirectory: string,
  { killCount, seed, pauseMs, onKill }: KillerOptions,
) => {
  const random = seededRandom(seed);
  let cloud = await startCloudProcess(dataDirectory);
  let [movedBytes, isOver] = [0, false];
  let killing: Promise<void> = Promise.resolve();

  const killMain = async (): Promise<void> => {
    movedBytes += cloud.movedBytes();
    await cloud.kill();
    cloud = await startCloudProcess(dataDirectory);
  };
  const killAll = async (): Promise<void> => {
    try {
      for (const victim of shuffled(random, killCount)) {
        await delay(pauseMs * (0.1 + 0.9 * random.next()));
        if (isOver) return;
        await (victim === 'main' ? killMain() : killTable(cloud));
        onKill(victim);
      }
    } finally {
      isOver = true;
    }
  };
  return {
    cloud: (): CloudProcess => cloud,
    /** By all its lives so far. */
    movedBytes: (): number => movedBytes + cloud.movedBytes(),
    begin: (): void => {
      killing = killAll();
      killing.catch(() => {}); // whoever awaits the end hears of it
    },
    /** Whether no further kill will come. */
    isOver: (): boolean => isOver,
    /** Resolves after the last kill; rejects when the cloud could not be killed or started again. */
    lastKill: (): Promise<void> => killing,
    /** Ends the killing, and the cloud. */
    stop: async (): Promise<void> => {
      isOver = true;
      await killing.catch(() => {});
      await cloud.kill();
    },
  };
};

/** Waits for one that is between two lives: it is to be killed, not missed. */
const killTable = async (cloud: CloudProcess): Promise<void> => {
  for (;;) {
    const [, table] = cloud.pids();
    if (table !== undefined) return void process.kill(table, 'SIGKILL');
    await delay(10);
  }
};

/** Each victim `count` times, in an order that the seed gives. */
const shuffled = (random: SeededRandom, count: number): readonly Victim[] =>
  Array.from({ length: count }, (): readonly Victim[] => ['main', 'table'])
    .flat()
    .map((victim) => ({ victim, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ victim }) => victim);
