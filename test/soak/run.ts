import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { explain } from '../simulation/explain.ts';
import { soakKill } from './soak-kill.ts';
import { soakSchedules } from './soak-schedules.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Schedules to simulate. */
    schedules: { type: 'string' },
    /** The first of them; alone, the one to play again and tell of. */
    seed: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    /** Of `kill`: megabytes of the data set, and how often something is killed. */
    size: { type: 'string', default: '200' },
    kills: { type: 'string', default: '20' },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const run = async (): Promise<boolean> => {
  if (positionals[0] === 'kill') {
    return soakKill({ sizeBytes: Number(values.size) * 1e6, killCount: Number(values.kills), print });
  }
  if (values.seed !== undefined && values.schedules === undefined) {
    print(await explain(Number(values.seed)));
    return true;
  }
  return soakSchedules({
    firstSeed: Number(values.seed ?? 1),
    scheduleCount: Number(values.schedules ?? 10_000),
    threadCount: Number(values.threads),
    print,
  });
};

process.exitCode = (await run()) ? 0 : 1;
