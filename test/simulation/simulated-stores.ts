import { sealed } from '../../lib/engine/sealed-json.ts';
import type { Write } from '../../lib/ports/document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import type { World } from './life.ts';
import { keyPartitionBytes, shardBytes } from './upload-content.ts';

/**
 * Objects in memory on virtual time. Runs get small shards, and what workers leave for each other is damaged now and
 * then, some time after it was written.
 */
export const simulatedObjects = ({ time, random, faults, note }: World): ObjectStore => {
  const store = new MemoryObjectStore();
  const modifiedAtByKey = new Map<string, number>();
  const dated = <T extends { readonly key: string }>(about: T): T & { readonly modifiedAt: number } => ({
    ...about,
    modifiedAt: modifiedAtByKey.get(about.key) ?? 0,
  });

  const damage = async (key: string): Promise<void> => {
    if (faults.strikes('vanished')) {
      note('storage', `loses ${key}`);
      return store.delete([key]);
    }
    const isCut = faults.strikes('truncated');
    if (!isCut && !faults.strikes('altered')) return;
    if ((await store.find(key)) === undefined) return;
    const bytes = Buffer.concat(await Array.fromAsync(store.read(key)));
    note('storage', `${isCut ? 'cuts' : 'alters'} ${key}`);
    if (isCut) await store.write(key, bytes.subarray(0, Math.floor(bytes.length * random.next())));
    else if (random.chance(0.5)) await store.write(key, Buffer.concat([bytes, Buffer.from('{}\n')]));
    else await store.write(key, withOtherByte(bytes, random.between(0, Math.max(0, bytes.length - 1))));
  };
  const isIntermediate = (key: string): boolean => /^runs\/[^/]+\/\d+\//.test(key);

  return {
    read: (key, range) => store.read(key, range),
    copy: (fromKey, toKey, condition) => store.copy(fromKey, toKey, condition),
    delete: (keys) => store.delete(keys),
    find: async (key) => {
      const about = await store.find(key);
      return about === undefined ? undefined : dated(about);
    },
    async *list(prefix) {
      for await (const about of store.list(prefix)) yield dated(about);
    },
    write: async (key, body) => {
      modifiedAtByKey.set(key, time.now());
      const about = await store.write(key, body);
      if (isIntermediate(key)) time.after(random.between(1, 10_000), () => void damage(key));
      return dated(about);
    },
    writeNew: (key, body) => store.writeNew(key, key.endsWith('/spec.json') ? withSmallShards(body) : body),
  };
};

const withOtherByte = (bytes: Buffer, at: number): Buffer =>
  Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));

const withSmallShards = (spec: Uint8Array): Buffer => {
  const { sha256: _seal, ...facts } = JSON.parse(Buffer.from(spec).toString('utf8'));
  return sealed({ ...facts, shardBytes, keyPartitionBytes });
};

/** New runs with a window of so many shards. */
export const withWindow = (writes: readonly Write[], window: number): readonly Write[] =>
  writes.map((write) =>
    write.kind === 'run' && write.expectedRevision === 0
      ? { ...write, document: { ...write.document, window } }
      : write,
  );
