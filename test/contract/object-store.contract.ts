import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../lib/ports/object-store.ts';

/** What every object store must do. `open` gives an empty one. */
export const describeObjectStore = (name: string, open: () => Promise<ObjectStore>): void => {
  describe(name, () => {
    it('finds what was written, with its size and an etag', async () => {
      const store = await open();
      const written = await store.write('a/b.txt', bytes('hello'));
      const found = await store.find('a/b.txt');
      expect(found).toMatchObject({ key: 'a/b.txt', sizeBytes: 5, etag: written.etag });
      expect(found?.etag).not.toBe('');
      expect(Math.abs((found?.modifiedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it('finds nothing under a key that was never written, nor under the folder of one', async () => {
      const store = await open();
      await store.write('a/b.txt', bytes('hello'));
      expect(await store.find('a/c.txt')).toBeUndefined();
      expect(await store.find('a')).toBeUndefined();
      expect(await store.find('a/b.txt/c')).toBeUndefined();
    });

    it('reads the whole object, or any range of it', async () => {
      const store = await open();
      await store.write('x', bytes('0123456789'));
      expect(await text(store.read('x'))).toBe('0123456789');
      expect(await text(store.read('x', { start: 2, end: 5 }))).toBe('234');
      expect(await text(store.read('x', { start: 8, end: 100 }))).toBe('89');
      expect(await text(store.read('x', { start: 4, end: 4 }))).toBe('');
      expect(await text(store.read('x', { start: 10, end: 20 }))).toBe('');
    });

    it('keeps an empty object', async () => {
      const store = await open();
      expect(await store.write('empty', new Uint8Array())).toMatchObject({ sizeBytes: 0 });
      expect(await text(store.read('empty'))).toBe('');
      expect(await store.find('empty')).toMatchObject({ sizeBytes: 0 });
    });

    it('lets exactly one of several writers make an object new', async () => {
      const store = await open();
      const outcomes = await Promise.all(
        ['a', 'b', 'c'].map(async (content) => ({
          content,
          isFirst: await store.writeNew('new', bytes(content)),
        })),
      );
      const [first, ...others] = outcomes.filter(({ isFirst }) => isFirst);
      expect(others).toEqual([]);
      expect(await text(store.read('new'))).toBe(first?.content);
      expect(await store.writeNew('new', bytes('d'))).toBe(false);
    });

    it('says which object is missing when it is read or copied', async () => {
      const store = await open();
      const missing = { code: 'ModelArts.72020136', details: { key: 'no/such' } };
      await expect(text(store.read('no/such'))).rejects.toMatchObject(missing);
      await expect(store.copy('no/such', 'to')).rejects.toMatchObject(missing);
      expect(await store.find('to')).toBeUndefined();
    });

    it.each([0, 3, 1_000_000, 20_000_000])('writes a stream of %i bytes as one object', async (sizeBytes) => {
      const store = await open();
      const written = await store.write('stream', streamOf(sizeBytes));
      expect(written).toMatchObject({ key: 'stream', sizeBytes });
      expect(await store.find('stream')).toMatchObject({ sizeBytes, etag: written.etag });
      let readBytes = 0;
      for await (const chunk of store.read('stream')) {
        expect(patternAt(readBytes, chunk.length).equals(chunk)).toBe(true);
        readBytes += chunk.length;
      }
      expect(readBytes).toBe(sizeBytes);
    });

    it.each([3, 20_000_000])(
      'leaves the old object when a stream fails after %i bytes, and tells why',
      async (size) => {
        const store = await open();
        await store.write('x', bytes('old'));
        await expect(store.write('x', failingAfter(size))).rejects.toThrow('the caller broke off');
        expect(await text(store.read('x'))).toBe('old');
        expect(await keysOf(store, '')).toEqual(['x']);
      },
    );

    it('replaces an object whole', async () => {
      const store = await open();
      const old = await store.write('x', bytes('old and long'));
      const replaced = await store.write('x', bytes('new'));
      expect(replaced.etag).not.toBe(old.etag);
      expect(await text(store.read('x'))).toBe('new');
    });

    it('copies an object, again and again, over what is there', async () => {
      const store = await open();
      const { etag } = await store.write('folder of/ä +%.txt', bytes('content'));
      await store.write('to/x', bytes('old'));
      await store.copy('folder of/ä +%.txt', 'to/x', { etag });
      await store.copy('folder of/ä +%.txt', 'to/x');
      expect(await text(store.read('to/x'))).toBe('content');
      expect(await keysOf(store, '')).toEqual(['folder of/ä +%.txt', 'to/x']);
      await store.write('folder of/ä +%.txt', bytes('changed'));
      expect(await text(store.read('to/x'))).toBe('content');
    });

    it('does not copy content that is not the one asked for', async () => {
      const store = await open();
      const { etag } = await store.write('x', bytes('checked'));
      await store.write('x', bytes('changed since'));
      await expect(store.copy('x', 'y', { etag })).rejects.toMatchObject({ code: 'ModelArts.72020136' });
      expect(await store.find('y')).toBeUndefined();
    });

    it('lists what starts with a prefix, in the order of the bytes', async () => {
      const store = await open();
      const keys = ['a.b', 'a/b-c/d', 'a/b/c', 'a0', 'b', 'a/\u{ff5e}', 'a/\u{1f600}', 'a/Z'];
      for (const key of keys) await store.write(key, bytes(key));
      expect(await keysOf(store, 'a/')).toEqual(['a/Z', 'a/b-c/d', 'a/b/c', 'a/\u{ff5e}', 'a/\u{1f600}']);
      expect(await keysOf(store, 'a')).toEqual([
        'a.b',
        'a/Z',
        'a/b-c/d',
        'a/b/c',
        'a/\u{ff5e}',
        'a/\u{1f600}',
        'a0',
      ]);
      expect(await keysOf(store, 'a/b')).toEqual(['a/b-c/d', 'a/b/c']);
      expect(await keysOf(store, 'no')).toEqual([]);
      const [{ modifiedAt: _at, ...first } = {}] = await Array.fromAsync(store.list('a/Z'));
      expect(await store.find('a/Z')).toMatchObject(first);
      expect(first).toMatchObject({ key: 'a/Z', sizeBytes: 3 });
    });

    it('lists more objects than one page holds', async () => {
      const store = await open();
      const keys = Array.from({ length: 1005 }, (_, index) => `many/${String(index).padStart(5, '0')}`);
      for (let start = 0; start < keys.length; start += 50) {
        await Promise.all(keys.slice(start, start + 50).map((key) => store.write(key, bytes('x'))));
      }
      expect(await keysOf(store, 'many/')).toEqual(keys);
      await store.delete(keys);
      expect(await keysOf(store, 'many/')).toEqual([]);
    });

    it('deletes objects, and those that are not there too', async () => {
      const store = await open();
      await store.write('x', bytes('x'));
      await store.write('y', bytes('y'));
      await store.delete(['x', 'never-was']);
      await store.delete([]);
      expect(await keysOf(store, '')).toEqual(['y']);
    });

    it('lets a reader stop before the end', async () => {
      const store = await open();
      await store.write('x', streamOf(5_000_000));
      for await (const chunk of store.read('x')) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect(await text(store.read('x', { start: 0, end: 1 }))).toHaveLength(1);
    });

    it('gives its readers bytes that nobody else changes', async () => {
      const store = await open();
      const body = bytes('mine');
      await store.write('x', body);
      body.fill(0);
      for await (const chunk of store.read('x')) chunk.fill(1);
      expect(await text(store.read('x'))).toBe('mine');
    });
  });
};

export const bytes = (content: string): Buffer => Buffer.from(content);

export const text = async (chunks: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.concat(await Array.fromAsync(chunks)).toString('utf8');

const keysOf = async (store: ObjectStore, prefix: string): Promise<readonly string[]> =>
  (await Array.fromAsync(store.list(prefix))).map(({ key }) => key);

const period = 251;
const pattern = Buffer.from(Array.from({ length: period * 5000 }, (_, index) => index % period));

/** What a stream of the test holds at an offset; no two parts of it are alike. */
const patternAt = (offset: number, length: number): Buffer =>
  pattern.subarray(offset % period, (offset % period) + length);

async function* streamOf(sizeBytes: number): AsyncIterable<Uint8Array> {
  const chunkBytes = 700_000;
  for (let start = 0; start < sizeBytes; start += chunkBytes) {
    yield patternAt(start, Math.min(chunkBytes, sizeBytes - start));
  }
}

async function* failingAfter(sizeBytes: number): AsyncIterable<Uint8Array> {
  yield* streamOf(sizeBytes);
  throw new Error('the caller broke off');
}
