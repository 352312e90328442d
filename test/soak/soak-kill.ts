import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killCloud } from './kill-cloud.ts';

interface SoakKillOptions {
  readonly sizeBytes: number;
  readonly killCount: number;
  readonly print: (line: string) => void;
}

const mostRepeatedShare = 0.1;

/** Kills the local cloud many times over a data set; true when nothing was lost and little was done twice. */
export const soakKill = async ({ sizeBytes, killCount, print }: SoakKillOptions): Promise<boolean> => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-soak-'));
  const seed = Date.now() % 1_000_000;
  try {
    const report = await killCloud({ directory, sizeBytes, killCount, seed, print });
    const percent = (report.repeatedShare * 100).toFixed(1);
    print(`\n${report.mainKills} kills of the main process, ${report.childKills} of its children`);
    print(`${report.refinings} refining runs, all identical to sluice run: ${report.areOutputsIdentical}`);
    print(`repeated for each kill: ${percent} % of the work of an import and a refining (limit 10 %)`);
    return report.areOutputsIdentical && report.repeatedShare < mostRepeatedShare;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
