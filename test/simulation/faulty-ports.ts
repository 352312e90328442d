import { SluiceError } from '../../lib/errors/sluice-error.ts';
import type { DocumentStore } from '../../lib/ports/document-store.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import type { Life } from './life.ts';

/** The objects as one process reaches them: each call takes time, may fail, and may be its last. */
export const faultyObjects = (store: ObjectStore, life: Life): ObjectStore => {
  const call = <T>(what: string, key: string, act: () => Promise<T>): Promise<T> =>
    life.call(
      `${what} ${key}`,
      act,
      () => new SluiceError('ModelArts.72020067', { key, reason: 'SlowDown' }),
    );
  return {
    find: (key) => call('find', key, () => store.find(key)),
    async *read(key, range) {
      const chunks = await call('read', key, async () => await Array.fromAsync(store.read(key, range)));
      yield* chunks;
    },
    write: async (key, body) => {
      const bytes = body instanceof Uint8Array ? body : Buffer.concat(await Array.fromAsync(body));
      return call('write', key, () => store.write(key, bytes));
    },
    writeNew: (key, body) => call('write new', key, () => store.writeNew(key, body)),
    copy: (fromKey, toKey, condition) =>
      call('copy', `${fromKey} → ${toKey}`, () => store.copy(fromKey, toKey, condition)),
    async *list(prefix) {
      yield* await call('list', prefix, async () => await Array.fromAsync(store.list(prefix)));
    },
    delete: (keys) => call('delete', keys.join(', '), () => store.delete(keys)),
  };
};

/** The documents as one process reaches them. */
export const faultyDocuments = (store: DocumentStore, life: Life): DocumentStore => {
  const call = <T>(what: string, act: () => Promise<T>): Promise<T> =>
    life.call(what, act, () => {
      const error = new Error('Throughput exceeds the current capacity');
      error.name = 'ProvisionedThroughputExceededException';
      return error;
    });
  return {
    find: (kind, workspace, id) => call(`find ${kind} ${id}`, () => store.find(kind, workspace, id)),
    findRun: (id) => call(`find run ${id}`, () => store.findRun(id)),
    list: (kind, workspace, page, filter) =>
      call(`list ${kind}`, () => store.list(kind, workspace, page, filter)),
    listRunning: () => call('list running', () => store.listRunning()),
    listScheduled: () => call('list scheduled', () => store.listScheduled()),
    listOutboxes: () => call('list outboxes', () => store.listOutboxes()),
    listWaiting: () => call('list waiting', () => store.listWaiting()),
    commit: (writes, traces) =>
      call(`commit ${writes.map(({ kind }) => kind).join(', ')}`, () => store.commit(writes, traces)),
  };
};
