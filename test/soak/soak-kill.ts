import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type KillReport, killCloud } from './kill-cloud.ts';

interface SoakKillOptions {
  readonly sizeBytes: number;
  /** How often each process is killed. */
  readonly killCount: number;
  /** Of the order of the kills and the pauses between them. */
  readonly seed: number;
  readonly print: (line: string) => void;
}

const mostRepeatedShare = 0.1;

/** Kills the local cloud many times over a data set; true when nothing was lost or doubled and little was done twice. */
export const soakKill = async ({ print, seed, ...options }: SoakKillOptions): Promise<boolean> => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-soak-'));
  try {
    print(`seed ${seed}`);
    const report = await killCloud({ ...options, seed, directory, print });
    const { killed, killCountByVictim, repeatedShare } = report;
    const isSame = areOutcomesSame(report);
    const [main, table] = [killCountByVictim.get('main'), killCountByVictim.get('table')];
    print(`\n${main} kills of the main process, ${table} of the table's engine`);
    print(`1 import and ${killed.refined.length} refinings of ${killed.imported.recordCount} records`);
    print(`all bytes and counts those of an undisturbed run: ${isSame ? 'yes' : 'NO'}`);
    print(`repeated for each kill of the main process: ${(repeatedShare * 100).toFixed(1)} % (limit 10 %)`);
    return isSame && repeatedShare < mostRepeatedShare;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const areOutcomesSame = ({ directSha256, undisturbed, killed }: KillReport): boolean =>
  undisturbed.refined.every(({ sha256 }) => sha256 === directSha256) &&
  isDeepStrictEqual(killed.imported, undisturbed.imported) &&
  killed.refined.every((one) => isDeepStrictEqual(one, undisturbed.refined[0]));
