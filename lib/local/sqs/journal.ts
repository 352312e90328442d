import { closeSync, fdatasync, ftruncateSync, openSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { rewriteJournal, syncFolderOf, writeWhole } from './rewrite-journal.ts';

const syncData = promisify(fdatasync);
const nothing = (): undefined => undefined;

export interface JournalOptions<Entry> {
  readonly path: string;
  /** Bytes of complete lines that the file holds; what follows them is a torn line. */
  readonly sizeBytes: number;
  /** Whether an entry counts only when the disk has it, and so survives a loss of power too. */
  readonly sync: boolean;
  /** The fewest entries that lead to the state after all entries that were appended. */
  readonly snapshot: () => Iterable<Entry>;
  /** How much the file may grow before it is compacted; then again by as much as it holds, if that is more. */
  readonly growthBytes?: number;
}

/** An append-only file of entries, one a line. Entries that come while others are written are written together. */
export class Journal<Entry> {
  readonly #options: Required<JournalOptions<Entry>>;
  #file: number;
  #sizeBytes: number;
  #compactAtBytes: number;
  #lines: string[] = [];
  #isClosed = false;
  #running: Promise<void> = Promise.resolve();
  /** The flush that will write what is in `#lines`. */
  #next: Promise<void> | undefined;

  constructor(options: JournalOptions<Entry>) {
    this.#options = { growthBytes: 32 * 1024 * 1024, ...options };
    this.#sizeBytes = options.sizeBytes;
    this.#compactAtBytes = this.#limitFor(options.sizeBytes);
    this.#file = openSync(options.path, 'a');
    ftruncateSync(this.#file, options.sizeBytes);
  }

  /** @throws Error when the journal is closed: its file's number may by now be another file's */
  append(entry: Entry): void {
    if (this.#isClosed) throw new Error('the journal is closed');
    this.#lines.push(`${JSON.stringify(entry)}\n`);
    this.#flushSoon();
  }

  /** Settles when all that was appended so far is stored; rejects when it could not be. */
  settled(): Promise<void> {
    if (this.#lines.length > 0) this.#flushSoon();
    return this.#next ?? this.#running;
  }

  /** Stores what was appended, and takes no more. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.settled().finally(() => closeSync(this.#file));
  }

  #flushSoon(): void {
    // What is appended during a flush has to wait for the flush after it, and that one has to come.
    this.#next ??= this.#running.catch(nothing).then(() => this.#flush());
    this.#next.catch(nothing);
  }

  async #flush(): Promise<void> {
    // A turn of the event loop lets the other requests that are there join in.
    await turn();
    this.#running = this.#next ?? this.#running;
    this.#next = undefined;
    if (this.#sizeBytes > this.#compactAtBytes) this.#compact();
    this.#write();
    if (this.#options.sync) await syncData(this.#file);
  }

  /** Lines that could not be written stay, for what they tell has happened: the next flush tries them again. */
  #write(): void {
    try {
      this.#sizeBytes += writeWhole(this.#file, this.#lines.join(''));
      this.#lines = [];
    } catch (error) {
      // The next line must not follow half of this one.
      ftruncateSync(this.#file, this.#sizeBytes);
      throw error;
    }
  }

  /** The snapshot tells what the lines not yet written tell. */
  #compact(): void {
    const { path, snapshot } = this.#options;
    try {
      const { file, sizeBytes } = rewriteJournal(path, snapshot());
      closeSync(this.#file);
      this.#file = file;
      this.#sizeBytes = sizeBytes;
      this.#lines = [];
      syncFolderOf(path);
    } catch {
      // No room for a second file: the first is whole, and goes on.
    }
    this.#compactAtBytes = this.#limitFor(this.#sizeBytes);
  }

  #limitFor(sizeBytes: number): number {
    return sizeBytes + Math.max(sizeBytes, this.#options.growthBytes);
  }
}
