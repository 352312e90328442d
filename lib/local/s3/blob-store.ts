import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './segments.ts';

const directoryCount = 256;

/** Immutable files, each kept as long as something counts on it. */
export class BlobStore {
  readonly #directory: string;
  readonly #userCountByBlob = new Map<string, number>();
  readonly #madeDirectories = new Set<string>();
  readonly #life = randomUUID();
  #reservedCount = 0;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** A new name; nothing is made yet. */
  reserve(): string {
    this.#reservedCount++;
    const directory = (this.#reservedCount % directoryCount).toString(16).padStart(2, '0');
    return `${directory}/${this.#life}-${this.#reservedCount.toString(36)}`;
  }

  /** The path to write a new blob to; its directory exists. */
  preparePath(blob: string): string {
    const directory = blob.slice(0, blob.indexOf('/'));
    if (!this.#madeDirectories.has(directory)) {
      mkdirSync(join(this.#directory, directory), { recursive: true });
      this.#madeDirectories.add(directory);
    }
    return this.pathOf(blob);
  }

  pathOf(blob: string): string {
    return join(this.#directory, blob);
  }

  /** Counts one more user of each segment's blob. */
  retain(segments: readonly Segment[]): void {
    for (const { blob } of segments)
      this.#userCountByBlob.set(blob, (this.#userCountByBlob.get(blob) ?? 0) + 1);
  }

  /** Counts one user less; the blobs that nobody uses any more are removed. */
  async release(segments: readonly Segment[]): Promise<void> {
    const unused: string[] = [];
    for (const { blob } of segments) {
      const userCount = (this.#userCountByBlob.get(blob) ?? 0) - 1;
      if (userCount > 0) {
        this.#userCountByBlob.set(blob, userCount);
      } else {
        this.#userCountByBlob.delete(blob);
        unused.push(blob);
      }
    }
    await Promise.all(unused.map((blob) => rm(this.pathOf(blob), { force: true })));
  }

  /**
   * Removes the files of earlier lives that nobody counts on: what a crash left between a blob and its journal line.
   * Those of this life may be on their way to being counted on.
   */
  async removeOrphans(signal: AbortSignal): Promise<void> {
    for (const entry of await readdir(this.#directory, { withFileTypes: true })) {
      if (!entry.isDirectory() || signal.aborted) continue;
      const files = await readdir(join(this.#directory, entry.name));
      const blobs = files
        .filter((file) => !file.startsWith(this.#life))
        .map((file) => `${entry.name}/${file}`);
      const orphans = blobs.filter((blob) => !this.#userCountByBlob.has(blob));
      await Promise.all(orphans.map((blob) => rm(this.pathOf(blob), { force: true })));
    }
  }
}
