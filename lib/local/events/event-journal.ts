import {
  closeSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const syncData = promisify(fdatasync);

/** A file that has grown past this is set aside when the server starts. */
const largestFileBytes = 64 * 1024 ** 2;

const lineFeed = 10;

/** An append-only file of JSON lines. What is acknowledged survives the end of the process, and a loss of power. */
export class EventJournal {
  readonly #file: number;
  #sizeBytes: number;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  /** The write that will take what is in `#lines`. */
  #next: Promise<void> | undefined;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestFileBytes)
      renameSync(path, `${path}.1`);
    this.#file = openSync(path, 'a+');
    // A line that was cut short was never acknowledged.
    this.#sizeBytes = readFileSync(path).lastIndexOf(lineFeed) + 1;
    ftruncateSync(this.#file, this.#sizeBytes);
  }

  /** Resolves when the disk has the lines. Those that come while others are written are written together. */
  append(entries: readonly object[]): Promise<void> {
    this.#lines.push(...entries.map((entry) => `${JSON.stringify(entry)}\n`));
    this.#next ??= this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#next;
  }

  async close(): Promise<void> {
    await (this.#next ?? this.#writing).catch(() => undefined);
    closeSync(this.#file);
  }

  async #write(): Promise<void> {
    this.#writing = this.#next ?? this.#writing;
    this.#next = undefined;
    const bytes = Buffer.from(this.#lines.splice(0).join(''));
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      // The next line must not follow half of this one.
      ftruncateSync(this.#file, this.#sizeBytes);
      throw error;
    }
    this.#sizeBytes += bytes.length;
    await syncData(this.#file);
  }
}
