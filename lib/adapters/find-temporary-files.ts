import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../doctor/finding.ts';
import { temporaryPrefix } from './file-object-store.ts';

const quietMs = 3_600_000;

/** Files that a process was writing when it ended, in a folder and those below it. */
export const findTemporaryFiles = async (folder: string, now: number): Promise<readonly Finding[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const findings: Finding[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.startsWith(temporaryPrefix)) continue;
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size } = await stat(path);
    if (now - mtimeMs < quietMs) continue;
    findings.push({
      severity: 'warning',
      check: 'temporary-file',
      what: 'a file that was being written when its process ended',
      where: path,
      remedy: 'sluice doctor --fix deletes it',
      facts: { bytes: size },
    });
  }
  return findings;
};
