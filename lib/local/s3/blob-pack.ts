import { closeSync, openSync, writeSync } from 'node:fs';
import type { BlobStore } from './blob-store.ts';
import type { Segment } from './segments.ts';

const fullBytes = 1024 * 1024;

/**
 * Puts small payloads one behind the other into shared blobs: making a file for each would cost more than all the
 * rest of a request. A pack goes when its last payload does; after a restart a new one is begun.
 */
export class BlobPack {
  readonly #blobs: BlobStore;
  #open: { readonly file: number; readonly whole: Segment } | undefined;
  #sizeBytes = 0;

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** Appends a payload and gives its place, counted on once: by the caller. */
  async append(bytes: Buffer): Promise<Segment> {
    if (this.#sizeBytes >= fullBytes) await this.close();
    const { file, whole } = this.#open ?? this.#begin();
    const segment = { blob: whole.blob, offset: this.#sizeBytes, length: bytes.length };
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written, bytes.length - written, segment.offset + written);
    }
    this.#sizeBytes += bytes.length;
    this.#blobs.retain([segment]);
    return segment;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#sizeBytes = 0;
    if (!open) return;
    closeSync(open.file);
    await this.#blobs.release([open.whole]);
  }

  #begin() {
    const blob = this.#blobs.reserve();
    const open = {
      file: openSync(this.#blobs.preparePath(blob), 'w'),
      whole: { blob, offset: 0, length: 0 },
    };
    // While it is being filled, the pack counts on itself.
    this.#blobs.retain([open.whole]);
    this.#open = open;
    return open;
  }
}
