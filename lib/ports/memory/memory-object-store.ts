import { createHash } from 'node:crypto';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { ObjectStore, StoredObject } from '../object-store.ts';

const chunkBytes = 64 * 1024;

/** Objects in memory; what is read comes in chunks, as from a real store. */
export class MemoryObjectStore implements ObjectStore {
  readonly #byKey = new Map<string, { readonly about: StoredObject; readonly bytes: Buffer }>();

  async find(key: string): Promise<StoredObject | undefined> {
    return this.#byKey.get(key)?.about;
  }

  async *read(
    key: string,
    range?: { readonly start: number; readonly end: number },
  ): AsyncIterable<Uint8Array> {
    const { bytes } = this.#load(key);
    const wanted =
      range === undefined ? bytes : bytes.subarray(range.start, Math.max(range.start, range.end));
    for (let start = 0; start < wanted.length; start += chunkBytes) {
      yield Buffer.from(wanted.subarray(start, start + chunkBytes));
    }
  }

  async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const chunks: Uint8Array[] = [];
    if (body instanceof Uint8Array) chunks.push(body);
    else for await (const chunk of body) chunks.push(Buffer.from(chunk));
    return this.#put(key, Buffer.concat(chunks));
  }

  async writeNew(key: string, body: Uint8Array): Promise<boolean> {
    if (this.#byKey.has(key)) return false;
    this.#put(key, Buffer.from(body));
    return true;
  }

  async copy(fromKey: string, toKey: string, condition: { readonly etag?: string } = {}): Promise<void> {
    const { bytes, about } = this.#load(fromKey);
    if (condition.etag !== undefined && condition.etag !== about.etag) {
      throw new SluiceError('ModelArts.72020136', { key: fromKey, reason: 'its content has changed' });
    }
    this.#put(toKey, bytes);
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const keys = [...this.#byKey.keys()].filter((key) => key.startsWith(prefix));
    keys.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    for (const key of keys) {
      const found = this.#byKey.get(key);
      if (found !== undefined) yield found.about;
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#byKey.delete(key);
  }

  #load(key: string) {
    const found = this.#byKey.get(key);
    if (found === undefined) throw new SluiceError('ModelArts.72020136', { key });
    return found;
  }

  #put(key: string, bytes: Buffer): StoredObject {
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const about = { key, sizeBytes: bytes.length, etag, modifiedAt: Date.now() };
    this.#byKey.set(key, { about, bytes });
    return about;
  }
}
