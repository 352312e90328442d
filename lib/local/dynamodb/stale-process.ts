import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { dynamodbError } from './dynamodb-error.ts';

/** Where a database notes which process serves it, and for whom. */
export interface ProcessNote {
  readonly path: string;
  /** What the command line of such a process holds, and of no other. */
  readonly databasePath: string;
}

export const writeProcessNote = ({ path }: ProcessNote, pid: number): void =>
  writeFileSync(path, JSON.stringify({ pid, owner: process.pid }));

export const removeProcessNote = ({ path }: ProcessNote): void => rmSync(path, { force: true });

/**
 * Ends the process that serves the database if its owner was killed and left it behind.
 *
 * @throws SluiceError ModelArts.72060001 when the owner is alive: two would spoil each other's work
 */
export const endStaleProcess = async (note: ProcessNote): Promise<void> => {
  const noted = readNote(note.path);
  if (noted === undefined || !isServing(noted.pid, note.databasePath)) return;
  // A process whose parent has died is given another parent.
  if (parentOf(noted.pid) === noted.owner) {
    throw dynamodbError(
      note.databasePath,
      `process ${noted.owner} uses it; stop that, or choose another folder`,
    );
  }
  process.kill(noted.pid, 'SIGKILL');
  while (isServing(noted.pid, note.databasePath)) await wait(2);
};

const readNote = (path: string): { readonly pid: number; readonly owner: number } | undefined => {
  const text = readProcessFile(path);
  const [pid, owner] = ['pid', 'owner'].map((name) => Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1]));
  return pid && owner ? { pid, owner } : undefined;
};

/** Process numbers are used again: only the command line tells whether it is still the same. */
const isServing = (pid: number, databasePath: string): boolean =>
  readProcessFile(`/proc/${pid}/cmdline`).split('\0').includes(databasePath);

const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)/m.exec(readProcessFile(`/proc/${pid}/status`))?.[1]);

/** Empty when there is no such file, or no such process any more. */
const readProcessFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
