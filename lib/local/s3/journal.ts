import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import type { JournalEntry } from './journal-entry.ts';

const lineFeed = 10;
const batchCharacters = 1024 * 1024;
const syncData = promisify(fdatasync);

/** An append-only file of entries. An entry counts from the moment its line feed is written. */
export class Journal {
  readonly #file: number;
  readonly #fsync: boolean;
  #sizeBytes: number;
  #syncing: Promise<void> = Promise.resolve();
  #nextSync: Promise<void> | undefined;
  #isClosed = false;

  /** Opens a journal that `readJournal` has read: what follows `sizeBytes` is the rest of a torn line. */
  constructor(path: string, { sizeBytes, fsync }: { readonly sizeBytes: number; readonly fsync: boolean }) {
    this.#file = openSync(path, 'a');
    this.#fsync = fsync;
    this.#sizeBytes = sizeBytes;
    ftruncateSync(this.#file, sizeBytes);
  }

  /** Appends an entry whole or not at all; it survives the process, and after `synced` the machine. */
  append(entry: JournalEntry): void {
    if (this.#isClosed) throw new Error('the journal is closed');
    try {
      this.#sizeBytes += writeFully(this.#file, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      // The next entry must not follow half of this one.
      ftruncateSync(this.#file, this.#sizeBytes);
      throw error;
    }
  }

  /** Settles when all that was appended is on the disk, if the journal was opened so; one sync serves many. */
  synced(): Promise<void> {
    if (!this.#fsync) return this.#syncing;
    this.#nextSync ??= this.#syncing.then(() => {
      this.#nextSync = undefined;
      const sync = syncData(this.#file);
      this.#syncing = sync.catch(() => undefined);
      return sync;
    });
    return this.#nextSync;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#nextSync?.catch(() => undefined);
    await this.#syncing;
    closeSync(this.#file);
  }
}

/** The entries of a journal and the bytes they take. */
export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  readonly sizeBytes: number;
}

/**
 * Reads a journal up to its last complete line.
 * @throws Error when a complete line is no entry: then the disk, not a crash, has damaged it
 */
export function readJournal(path: string): ReadJournal {
  const bytes = readFileIfThere(path);
  const entries: JournalEntry[] = [];
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    entries.push(parseLine(bytes.toString('utf8', start, end), `${path}:${entries.length + 1}`));
    start = end + 1;
  }
  return { entries, sizeBytes: start };
}

/** Replaces a journal by a shorter one, in one step. Gives its size. */
export function rewriteJournal(path: string, entries: Iterable<JournalEntry>): number {
  const file = openSync(`${path}.new`, 'w');
  let sizeBytes = 0;
  let batch = '';
  for (const entry of entries) {
    batch += `${JSON.stringify(entry)}\n`;
    if (batch.length < batchCharacters) continue;
    sizeBytes += writeFully(file, batch);
    batch = '';
  }
  sizeBytes += writeFully(file, batch);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  return sizeBytes;
}

function writeFully(file: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  return bytes.length;
}

function parseLine(line: string, place: string): JournalEntry {
  try {
    // This module wrote the line, and it is complete.
    return JSON.parse(line) as JournalEntry;
  } catch (cause) {
    throw new Error(`${place}: the journal is damaged here`, { cause });
  }
}

function readFileIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
