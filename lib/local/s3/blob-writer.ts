import { type FileHandle, open, rm } from 'node:fs/promises';
import type { BlobPack } from './blob-pack.ts';
import type { BlobStore } from './blob-store.ts';
import type { Segment } from './segments.ts';

const flushBytes = 512 * 1024;
const packedBytes = 64 * 1024;

/** Where payloads go. */
export interface BlobTarget {
  readonly blobs: BlobStore;
  /** Absent where each payload has to be on the disk for itself. */
  readonly pack: BlobPack | undefined;
}

/** Writes one payload; while one batch of pieces goes to the disk, the next is gathered and hashed. */
export class BlobWriter {
  readonly #target: BlobTarget;
  readonly #blob: string;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #writtenBytes = 0;
  #file: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(target: BlobTarget) {
    this.#target = target;
    this.#blob = target.blobs.reserve();
  }

  /** Takes ownership of the bytes; gives a promise when the sender should wait for the disk. */
  write(bytes: Buffer): Promise<void> | undefined {
    this.#pieces.push(bytes);
    this.#pieceBytes += bytes.length;
    return this.#pieceBytes >= flushBytes ? this.#flush() : undefined;
  }

  /** The segments that hold the payload, counted on once: by the caller. */
  async finish(): Promise<readonly Segment[]> {
    const { pack } = this.#target;
    if (!this.#file && this.#pieceBytes === 0) return [];
    if (!this.#file && pack && this.#pieceBytes <= packedBytes) {
      return [await pack.append(Buffer.concat(this.#pieces))];
    }
    await this.#flush();
    await this.#writing;
    if (!pack) await this.#file?.datasync();
    await this.#close();
    const segments = [{ blob: this.#blob, offset: 0, length: this.#writtenBytes }];
    this.#target.blobs.retain(segments);
    return segments;
  }

  /** Leaves no file behind. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    if (!this.#file) return;
    await this.#close();
    await rm(this.#target.blobs.pathOf(this.#blob), { force: true });
  }

  async #flush(): Promise<void> {
    await this.#writing;
    this.#file ??= await open(this.#target.blobs.preparePath(this.#blob), 'w');
    const pieces = this.#pieces;
    const pieceBytes = this.#pieceBytes;
    this.#pieces = [];
    this.#pieceBytes = 0;
    if (pieceBytes === 0) return;
    this.#writtenBytes += pieceBytes;
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
  if (bytesWritten !== sizeBytes) {
    throw new Error(`wrote ${bytesWritten} of ${sizeBytes} bytes: the disk may be full`);
  }
}
