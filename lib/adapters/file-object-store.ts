import { randomUUID } from 'node:crypto';
import { constants, createReadStream, type Dirent } from 'node:fs';
import { copyFile, link, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';
import { type Mount, mountsUnder, pathOfKey } from './key-paths.ts';

const chunkBytes = 1024 ** 2;

/** Names of files that are being written: not objects yet. */
export const temporaryPrefix = '.sluice-writing-';

/** Objects as files of a directory; with mounts, the keys under a prefix are the files of another directory. */
export class FileObjectStore implements ObjectStore {
  readonly #mounts: readonly Mount[];

  constructor({ root, mounts = [] }: { readonly root: string; readonly mounts?: readonly Mount[] }) {
    this.#mounts = [{ prefix: '', path: root }, ...mounts];
  }

  async find(key: string): Promise<StoredObject | undefined> {
    return findFile(key, this.#pathOf(key));
  }

  async *read(
    key: string,
    range?: { readonly start: number; readonly end: number },
  ): AsyncIterable<Uint8Array> {
    if (range !== undefined && range.start >= range.end) return;
    const limits = range === undefined ? {} : { start: range.start, end: range.end - 1 };
    try {
      yield* createReadStream(this.#pathOf(key), { ...limits, highWaterMark: chunkBytes });
    } catch (error) {
      throw fileError(key, error);
    }
  }

  async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    return this.#replace(key, (temporaryPath) => writeFile(temporaryPath, body));
  }

  async writeNew(key: string, body: Uint8Array): Promise<boolean> {
    const path = this.#pathOf(key);
    const temporaryPath = join(dirname(path), `${temporaryPrefix}${randomUUID()}`);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporaryPath, body);
      // Unlike renaming, linking fails where there is a file already.
      await link(temporaryPath, path);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw fileError(key, error);
    } finally {
      await rm(temporaryPath, { force: true });
    }
  }

  /** A hard link where that is possible: files are only ever replaced, so the two never change each other. */
  async copy(fromKey: string, toKey: string, condition: { readonly etag?: string } = {}): Promise<void> {
    const source = await this.find(fromKey);
    if (source === undefined) throw new SluiceError('ModelArts.72020136', { key: fromKey });
    if (condition.etag !== undefined && condition.etag !== source.etag) {
      throw new SluiceError('ModelArts.72020136', { key: fromKey, reason: 'its content has changed' });
    }
    const from = await realpath(this.#pathOf(fromKey)); // a link to a link would follow it wherever it goes
    await this.#replace(toKey, (temporaryPath) =>
      link(from, temporaryPath).catch(() => copyFile(from, temporaryPath, constants.COPYFILE_FICLONE)),
    );
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const files = await Promise.all(mountsUnder(this.#mounts, prefix).map(filesOf));
    const wanted = files.flat().filter(({ key }) => key.startsWith(prefix));
    const inOrder = wanted.map((file) => ({ ...file, sortKey: Buffer.from(file.key) }));
    inOrder.sort((one, other) => Buffer.compare(one.sortKey, other.sortKey));
    for (const { key, path } of inOrder) {
      const found = await findFile(key, path);
      if (found !== undefined) yield found;
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) await rm(this.#pathOf(key), { force: true });
  }

  #pathOf(key: string): string {
    return pathOfKey(this.#mounts, key);
  }

  async #replace(key: string, create: (temporaryPath: string) => Promise<void>): Promise<StoredObject> {
    const path = this.#pathOf(key);
    const temporaryPath = join(dirname(path), `${temporaryPrefix}${randomUUID()}`);
    try {
      await mkdir(dirname(path), { recursive: true });
      await create(temporaryPath);
      await rename(temporaryPath, path);
      return aboutFile(key, await stat(path));
    } catch (error) {
      throw fileError(key, error);
    } finally {
      // Renaming a link over another one to the same file does nothing and leaves both.
      await rm(temporaryPath, { force: true });
    }
  }
}

const findFile = async (key: string, path: string): Promise<StoredObject | undefined> => {
  try {
    const status = await stat(path);
    return status.isFile() ? aboutFile(key, status) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError(key, error);
  }
};

const aboutFile = (key: string, status: Awaited<ReturnType<typeof stat>>): StoredObject => ({
  key,
  sizeBytes: Number(status.size),
  etag: `"${status.ino}-${status.size}-${status.mtimeMs}"`,
  modifiedAt: Math.floor(Number(status.mtimeMs)),
});

const filesOf = async ({ prefix, path }: Mount) => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error): Dirent[] => {
    if (isMissing(error)) return [];
    throw fileError(prefix, error);
  });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith(temporaryPrefix))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ key: `${prefix}${relative(path, file)}`, path: file }));
};

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '');

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** What the file system says, in our words; what the caller's own bytes have thrown stays as it is. */
const fileError = (key: string, cause: unknown): unknown => {
  const reason = systemCode(cause);
  if (reason === undefined) return cause;
  if (isMissing(cause)) return new SluiceError('ModelArts.72020136', { key }, { cause });
  return new SluiceError('ModelArts.72020067', { key, reason }, { cause });
};
