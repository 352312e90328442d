import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

interface TemporaryFolder {
  /** What its name starts with. */
  readonly name: string;
  /** Default: the folder of the machine for such. */
  readonly parent?: string;
}

/**
 * Works in a folder that is gone afterwards, also where the process is told to end. What a killed process of this machine
 * has left of the same name goes as well.
 */
export const inTemporaryFolder = async <Result>(
  { name, parent = tmpdir() }: TemporaryFolder,
  work: (folder: string) => Promise<Result>,
): Promise<Result> => {
  const prefix = `${name}-${hostname().replace(/[^\w.]/g, '_')}-`;
  await removeStale(parent, prefix);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  return removingAfterwards(folder, () => work(folder));
};

/** Does something and takes a folder away afterwards, also where the process is told to end meanwhile. */
export const removingAfterwards = async <Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const forget = atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
    forget();
  }
};

/** Takes away the folders of processes that are no more; those of other machines, which may share the parent, stay. */
const removeStale = async (parent: string, prefix: string): Promise<void> => {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const [, pid] = /^(\d+)-\w{6}$/.exec(entry.name.slice(prefix.length)) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // Somebody else's folder, or one that another process takes away at this moment, is none of ours.
    await rm(join(parent, entry.name), { recursive: true, force: true }).catch(() => undefined);
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is there, and may not be asked.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // what `kill` throws is one
  }
};
