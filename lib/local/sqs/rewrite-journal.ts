import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const batchCharacters = 1024 * 1024;

/** A journal that has taken the place of another: open, for entries to be appended. */
export interface RewrittenJournal {
  readonly file: number;
  readonly sizeBytes: number;
}

/** Replaces a journal by other entries, in one step or not at all. */
export const rewriteJournal = (path: string, entries: Iterable<unknown>): RewrittenJournal => {
  const newPath = `${path}.new`;
  rmSync(newPath, { force: true });
  const file = openSync(newPath, 'a');
  try {
    const sizeBytes = writeEntries(file, entries);
    fsyncSync(file);
    renameSync(newPath, path);
    return { file, sizeBytes };
  } catch (error) {
    closeSync(file);
    rmSync(newPath, { force: true });
    throw error;
  }
};

/** Has the disk keep a renaming: without it a loss of power could bring the old file back. */
export const syncFolderOf = (path: string): void => {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Writes all of a text, however many calls it takes. Gives its size in bytes. */
export const writeWhole = (file: number, text: string): number => {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  return bytes.length;
};

const writeEntries = (file: number, entries: Iterable<unknown>): number => {
  let sizeBytes = 0;
  let batch = '';
  for (const entry of entries) {
    batch += `${JSON.stringify(entry)}\n`;
    if (batch.length < batchCharacters) continue;
    sizeBytes += writeWhole(file, batch);
    batch = '';
  }
  return sizeBytes + writeWhole(file, batch);
};
