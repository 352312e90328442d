import { writeFileSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';

const flushBytes = 512 * 1024;
const smallBytes = 64 * 1024;

/** Writes one file; while one batch of pieces goes to the disk, the next is gathered and hashed. */
export class BlobWriter {
  readonly #path: string;
  readonly #isDurable: boolean;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #file: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, durability: { readonly fsync: boolean }) {
    this.#path = path;
    this.#isDurable = durability.fsync;
  }

  /** Takes ownership of the bytes; gives a promise when the sender should wait for the disk. */
  write(bytes: Buffer): Promise<void> | undefined {
    this.#pieces.push(bytes);
    this.#pieceBytes += bytes.length;
    return this.#pieceBytes >= flushBytes ? this.#flush() : undefined;
  }

  async finish(): Promise<void> {
    // A small body isn't worth three trips through the thread pool.
    if (!this.#file && this.#pieceBytes <= smallBytes && !this.#isDurable) {
      writeFileSync(
        this.#path,
        this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : Buffer.concat(this.#pieces),
      );
      return;
    }
    await this.#flush();
    await this.#writing;
    if (this.#isDurable) await this.#file?.datasync();
    await this.#close();
  }

  /** Leaves no file behind. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    await this.#writing;
    this.#file ??= await open(this.#path, 'w');
    const pieces = this.#pieces;
    const pieceBytes = this.#pieceBytes;
    this.#pieces = [];
    this.#pieceBytes = 0;
    if (pieceBytes === 0) return;
    this.#writing = writeAll(this.#file, pieces, pieceBytes);
    // Whoever awaits it next gets the failure; until then it isn't an unhandled one.
    this.#writing.catch(() => undefined);
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

async function writeAll(file: FileHandle, pieces: readonly Buffer[], sizeBytes: number): Promise<void> {
  const { bytesWritten } = await file.writev(pieces);
  if (bytesWritten !== sizeBytes)
    throw new Error(`wrote ${bytesWritten} of ${sizeBytes} bytes: the disk may be full`);
}
