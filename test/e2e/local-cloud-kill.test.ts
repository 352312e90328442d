import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killCloud } from '../soak/kill-cloud.ts';

const killCount = 8;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('the local cloud', () => {
  it('ends an import and refining runs with the same bytes, however often its processes are killed', async () => {
    const report = await killCloud({ directory, sizeBytes: 60e6, killCount, seed: 3, print: () => {} });
    expect(report.mainKills + report.childKills).toBe(killCount);
    expect(report.mainKills).toBeGreaterThan(2);
    expect(report.childKills).toBeGreaterThan(0);
    expect(report.expectedRecords).toBeGreaterThan(0);
    expect(report.areOutputsIdentical).toBe(true);
  }, 240_000);
});
