import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import type { StoredObject } from '../../lib/ports/object-store.ts';

/** Objects whose times are a clock's of the test's own, in whole seconds as S3 tells them. */
export class ClockedObjectStore extends MemoryObjectStore {
  readonly #timeByKey = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    super();
    this.#now = now;
  }

  override async find(key: string): Promise<StoredObject | undefined> {
    const found = await super.find(key);
    return found && { ...found, modifiedAt: Math.floor((this.#timeByKey.get(key) ?? 0) / 1000) * 1000 };
  }

  override async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    this.#timeByKey.set(key, this.#now());
    return super.write(key, body);
  }

  override async writeNew(key: string, body: Uint8Array): Promise<boolean> {
    const isNew = await super.writeNew(key, body);
    if (isNew) this.#timeByKey.set(key, this.#now());
    return isNew;
  }
}
