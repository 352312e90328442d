import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SluiceError } from '../../errors/sluice-error.ts';

/**
 * Takes a directory for this process; gives what releases it. The lock of a process that is gone is taken over.
 *
 * @throws SluiceError ModelArts.72060001 when another process that lives has it
 */
export const lockDirectory = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true });
  const lockFile = join(directory, 'lock');
  const own = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid), id: randomUUID() });
  // Everybody who fails has seen somebody else get further, so few rounds are enough.
  for (let round = 0; round < 10; round += 1) {
    if (createLock(lockFile, own)) return () => releaseLock(lockFile, own);
    const holder = readLock(lockFile);
    if (holder !== undefined && isAlive(holder)) throw inUse(directory, holder);
    if (holder !== undefined) removeStale(lockFile, holder);
  }
  throw inUse(directory, '');
};

/** Creates the file with its content in one step: nobody ever sees it half written. */
const createLock = (lockFile: string, content: string): boolean => {
  const draft = `${lockFile}.${randomUUID()}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
};

const readLock = (lockFile: string): string | undefined => {
  try {
    return readFileSync(lockFile, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const releaseLock = (lockFile: string, own: string): void => {
  if (readLock(lockFile) === own) rmSync(lockFile, { force: true });
};

const removeStale = (lockFile: string, stale: string): void => {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    renameSync(lockFile, aside);
    // Another process may have replaced the stale lock since it was read; then it was that one's, and goes back.
    if (readLock(aside) !== stale) linkSync(aside, lockFile);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

const isAlive = (holder: string): boolean => {
  const { pid, startedAt } = parseHolder(holder);
  if (pid === undefined || startedAt !== startOf(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const parseHolder = (holder: string): { readonly pid?: number; readonly startedAt?: string } => {
  try {
    return Object(JSON.parse(holder));
  } catch {
    return {};
  }
};

/** A process id comes back after a restart of the machine or container; with the time of its start it does not. */
const startOf = (pid: number): string => {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return afterName.split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const inUse = (directory: string, holder: string): SluiceError =>
  new SluiceError('ModelArts.72060001', {
    argument: directory,
    reason: `another local cloud uses this directory (process ${parseHolder(holder).pid ?? 'unknown'})`,
  });

const codeOf = (error: unknown): unknown => Object(error).code;
