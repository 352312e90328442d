import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillReport, killCloud } from '../soak/kill-cloud.ts';

/** Of each process: `npm run soak -- kill` is the long form. */
const killCount = 3;

let directory: string;
let report: KillReport;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
  report = await killCloud({ directory, sizeBytes: 24e6, killCount, seed: 3, print: () => {} });
}, 240_000);
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('a local cloud whose processes are killed again and again', () => {
  it('has been killed as often as it was to be', () => {
    expect(Object.fromEntries(report.killCountByVictim)).toEqual({ main: killCount, table: killCount });
  });

  it('imports what an undisturbed one imports, with the same counts', () => {
    expect(report.killed.imported.recordCount).toBeGreaterThan(0);
    expect(report.killed.imported).toEqual(report.undisturbed.imported);
  });

  it('refines to the same bytes and counts, which are those of `sluice run`', () => {
    const [undisturbed] = report.undisturbed.refined;
    expect(undisturbed?.sha256).toBe(report.directSha256);
    expect(report.killed.refined.length).toBeGreaterThan(0);
    for (const refined of report.killed.refined) expect(refined).toEqual(undisturbed);
  });
});
