import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileObjectStore } from '../../lib/adapters/file-object-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { bytes, describeObjectStore, text } from './object-store.contract.ts';

const directories: string[] = [];
const directory = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'sluice-objects-'));
  directories.push(path);
  return path;
};
afterAll(async () => {
  for (const path of directories) await rm(path, { recursive: true });
});

describeObjectStore('MemoryObjectStore', async () => new MemoryObjectStore());
describeObjectStore('FileObjectStore', async () => new FileObjectStore({ root: await directory() }));

describe('FileObjectStore', () => {
  it('reads and lists the files of a mounted directory under the prefix of its mount', async () => {
    const mounted = await directory();
    await mkdir(join(mounted, 'sub'));
    await writeFile(join(mounted, 'sub', 'a.jsonl'), 'line\n');
    const store = new FileObjectStore({
      root: await directory(),
      mounts: [{ prefix: 'inbox/default/input/', path: mounted }],
    });
    await store.write('inbox/default/other', bytes('x'));
    const listed = await Array.fromAsync(store.list('inbox/'));
    expect(listed.map(({ key }) => key)).toEqual(['inbox/default/input/sub/a.jsonl', 'inbox/default/other']);
    expect(await Array.fromAsync(store.list('inbox/default/input/sub/'))).toHaveLength(1);
    expect(await text(store.read('inbox/default/input/sub/a.jsonl'))).toBe('line\n');
  });

  it('copies what a symbolic link points to, and never writes through it', async () => {
    const root = await directory();
    const outside = join(await directory(), 'outside.txt');
    await writeFile(outside, 'outside');
    await symlink(outside, join(root, 'in'));
    const store = new FileObjectStore({ root });
    await store.copy('in', 'out');
    await store.write('in', bytes('inside'));
    await store.write('out', bytes('replaced'));
    expect(await readFile(outside, 'utf8')).toBe('outside');
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', './a', 'a\0b', ''])('refuses the key %j', async (key) => {
    const store = new FileObjectStore({ root: await directory() });
    await expect(store.find(key)).rejects.toMatchObject({ code: 'ModelArts.72060001' });
    await expect(store.write(key, bytes('x'))).rejects.toMatchObject({ code: 'ModelArts.72060001' });
  });

  it('tells of a file that the system will not take, without its contents', async () => {
    const store = new FileObjectStore({ root: await directory() });
    const write = store.write('x'.repeat(300), bytes('secret'));
    await expect(write).rejects.toMatchObject({ code: 'ModelArts.72020067', details: { reason: 'ENAMETOOLONG' } });
  });
});
