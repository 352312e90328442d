import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './segments.ts';

/** Immutable files, each kept as long as something counts on it. */
export class BlobStore {
  readonly #directory: string;
  readonly #userCountByBlob = new Map<string, number>();
  readonly #madeDirectories = new Set<string>();

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** A new name; nothing is made yet. */
  reserve(): string {
    const id = randomUUID();
    return `${id.slice(0, 2)}/${id}`;
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

  /** Removes the files that nobody counts on: what a crash left between a blob and its journal line. */
  removeOrphans(): void {
    const directories = readdirSync(this.#directory, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const { name: directory } of directories) {
      this.#madeDirectories.add(directory);
      for (const file of readdirSync(join(this.#directory, directory))) {
        const blob = `${directory}/${file}`;
        if (!this.#userCountByBlob.has(blob)) rmSync(this.pathOf(blob), { force: true });
      }
    }
  }
}
