import type { Usage } from '../model/run.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** Keys that one request lists or deletes. */
const keysPerRequest = 1000;

/**
 * An object store that counts: requests as S3 bills them, but for the parts of large objects, and the bytes that went
 * through the caller. A copy moves none.
 */
export const meterObjects = (store: ObjectStore) => {
  let [requestCount, readBytes, writtenBytes] = [0, 0, 0];
  const objects: ObjectStore = {
    find: (key) => {
      requestCount++;
      return store.find(key);
    },
    async *read(key, range) {
      if (range === undefined || range.start < range.end) requestCount++;
      for await (const chunk of store.read(key, range)) {
        readBytes += chunk.byteLength;
        yield chunk;
      }
    },
    write: async (key, body) => {
      requestCount++;
      const stored = await store.write(key, body);
      writtenBytes += stored.sizeBytes;
      return stored;
    },
    writeNew: async (key, body) => {
      requestCount++;
      const isWritten = await store.writeNew(key, body);
      if (isWritten) writtenBytes += body.byteLength;
      return isWritten;
    },
    copy: (fromKey, toKey, condition) => {
      requestCount++;
      return store.copy(fromKey, toKey, condition);
    },
    async *list(prefix) {
      requestCount++;
      let listed = 0;
      for await (const object of store.list(prefix)) {
        if (listed > 0 && listed % keysPerRequest === 0) requestCount++;
        listed++;
        yield object;
      }
    },
    delete: (keys) => {
      requestCount += Math.ceil(keys.length / keysPerRequest);
      return store.delete(keys);
    },
  };
  const used = (): Omit<Usage, 'vcpuSeconds'> => ({ requestCount, readBytes, writtenBytes });
  return { objects, used };
};
