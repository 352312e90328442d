import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesToUpload, uploadFolder } from '../../lib/cli/upload/upload-folder.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-upload-'));
  await mkdir(join(folder, 'more'));
  for (const name of ['b.jsonl', 'a.jsonl', 'more/c.jsonl', '.hidden', 'connection.json']) {
    await writeFile(join(folder, name), name);
  }
});
afterEach(() => rm(folder, { recursive: true }));

it('uploads every data file under its path, and the manifest last', async () => {
  const objects = new MemoryObjectStore();
  const written: string[] = [];
  const write = objects.write.bind(objects);
  objects.write = async (key, body) => {
    const stored = await write(key, body);
    written.push(key);
    return stored;
  };
  const files = await filesToUpload(folder);
  const progress: number[] = [];
  await uploadFolder({
    ...{ objects, workspace: 'w', connection: 'c', folder, files },
    manifest: { datasetType: 'pretrain' },
    onProgress: ({ doneCount }) => progress.push(doneCount),
  });

  expect(files).toEqual(['a.jsonl', 'b.jsonl', 'more/c.jsonl']);
  expect(written.toSorted()).toEqual(
    ['a.jsonl', 'b.jsonl', 'connection.json', 'more/c.jsonl'].map((it) => `inbox/w/c/${it}`),
  );
  expect(written.at(-1)).toBe('inbox/w/c/connection.json');
  expect(progress).toEqual([0, 1, 2, 3]);
});
