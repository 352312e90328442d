import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, link, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';
import { filesUnder, temporaryName } from './files-under.ts';
import { createPathOf, type Mount } from './path-of-key.ts';

const chunkBytes = 1024 ** 2;

/** Objects as files of a directory; with mounts, the keys under a prefix are the files of another directory. */
export class FileObjectStore implements ObjectStore {
  readonly #paths: ReturnType<typeof createPathOf>;

  constructor({ root, mounts = [] }: { readonly root: string; readonly mounts?: readonly Mount[] }) {
    this.#paths = createPathOf(root, mounts);
  }

  async find(key: string): Promise<StoredObject | undefined> {
    try {
      return await aboutFile(key, this.#paths.pathOf(key));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw objectError(key, error);
    }
  }

  async *read(key: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array> {
    if (range !== undefined && range.start >= range.end) return;
    const limits = range === undefined ? {} : { start: range.start, end: range.end - 1 };
    const stream = createReadStream(this.#paths.pathOf(key), { ...limits, highWaterMark: chunkBytes });
    try {
      yield* stream;
    } catch (error) {
      throw objectError(key, error);
    } finally {
      stream.destroy();
    }
  }

  async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const path = this.#paths.pathOf(key);
    await this.#replace(key, path, (temporaryPath) =>
      body instanceof Uint8Array
        ? writeFile(temporaryPath, body)
        : pipeline(Readable.from(body, { objectMode: true, highWaterMark: 1 }), createWriteStream(temporaryPath)),
    );
    return aboutFile(key, path);
  }

  /** A hard link where that is possible: files are only ever replaced, so the two never change each other. */
  async copy(fromKey: string, toKey: string, condition: { readonly etag?: string } = {}): Promise<void> {
    const source = await this.find(fromKey);
    if (source === undefined) throw new SluiceError('ModelArts.72020136', { key: fromKey });
    if (condition.etag !== undefined && condition.etag !== source.etag) {
      throw new SluiceError('ModelArts.72020136', { key: fromKey, reason: 'its content has changed' });
    }
    const from = await realpath(this.#paths.pathOf(fromKey));
    await this.#replace(toKey, this.#paths.pathOf(toKey), (temporaryPath) =>
      link(from, temporaryPath).catch(() => copyFile(from, temporaryPath, constants.COPYFILE_FICLONE)),
    );
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    for await (const { key, path } of filesUnder(this.#paths.directoriesOf(prefix), prefix)) {
      yield await aboutFile(key, path);
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) await rm(this.#paths.pathOf(key), { force: true });
  }

  async #replace(key: string, path: string, create: (temporaryPath: string) => Promise<void>): Promise<void> {
    const temporaryPath = join(dirname(path), temporaryName(randomUUID()));
    try {
      await mkdir(dirname(path), { recursive: true });
      await create(temporaryPath);
      await rename(temporaryPath, path);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw isSystemError(error) ? objectError(key, error) : error;
    }
  }
}
