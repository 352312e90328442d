import { describe, expect, it } from 'vitest';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { bmpOf, pngOf } from '../integration/media-files.ts';
import { openWorld } from './connections-world.ts';

/** An AVI by its frame; there is no film in it. */
const avi = (() => {
  const bytes = Buffer.alloc(64);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(56, 4);
  bytes.write('AVI LIST', 8, 'latin1');
  bytes.write('hdrl', 20, 'latin1');
  return bytes;
})();

const importing = async (files: Readonly<Record<string, string | Uint8Array>>, more: object = {}) => {
  const world = openWorld();
  for (const [file, content] of Object.entries(files)) {
    world.time.now += 1000;
    await world.objects.write(`inbox/default/folder/${file}`, Buffer.from(content));
  }
  await world.put(
    'connection.json',
    JSON.stringify({ datasetType: 'image', datasetName: 'pictures', ...more }),
  );
  await world.notify();
  await world.settle();
  const { status, error } = (await world.connection()) ?? {};
  const text = async (key: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of world.objects.read(key)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const version = 'datasets/default/pictures/v1/';
  const manifest = async (): Promise<DatasetManifest> => JSON.parse(await text(`${version}manifest.json`));
  const records = async () => {
    const parts = await Promise.all((await manifest()).parts.map(({ key }) => text(key)));
    return parts.flatMap((part) => part.trim().split('\n')).map((line) => JSON.parse(line) as unknown);
  };
  const keys = async (prefix: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { key } of world.objects.list(prefix)) found.push(key);
    return found;
  };
  return { status, error, manifest, records, keys, text, version };
};

const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('importing pictures', () => {
  it('makes a record of each, and copies the files into the version', async () => {
    const { status, manifest, records, keys, version } = await importing({
      'b.bmp': bmpOf(3, 2),
      'dir/a.png': pngOf(4, 4),
    });
    expect(status).toBe('success');
    expect(await records()).toEqual([{ file_name: 'b.bmp' }, { file_name: 'dir/a.png' }]);
    expect(await keys(`${version}media/`)).toEqual([`${version}media/b.bmp`, `${version}media/dir/a.png`]);
    const sizeBytes = bmpOf(3, 2).length + pngOf(4, 4).length;
    expect((await manifest()).media).toEqual({ prefix: `${version}media/`, fileCount: 2, sizeBytes });
  });

  it('takes the annotations along, in their order, and then the files that nothing is said about', async () => {
    const { records } = await importing({
      'annotation.jsonl': lines(
        { file_name: './z.png', caption: '猫' },
        { file_name: 'a.png', caption: 'dog' },
      ),
      'a.png': pngOf(4, 4),
      'm.png': pngOf(5, 5),
      'z.png': pngOf(6, 6),
    });
    expect(await records()).toEqual([
      { file_name: 'z.png', caption: '猫' },
      { file_name: 'a.png', caption: 'dog' },
      { file_name: 'm.png' },
    ]);
  });

  it.each<readonly [string, Readonly<Record<string, string | Uint8Array>>, object]>([
    [
      'annotations that name a missing file',
      { 'a.png': pngOf(2, 2), 'annotation.jsonl': lines({ file_name: 'a.png' }, { file_name: 'b.png' }) },
      {
        code: 'ModelArts.72060088',
        message: expect.stringContaining('[b.png]'),
        details: { files: 'b.png', file: 'annotation.jsonl', line: 2 },
      },
    ],
    [
      'annotations that reach out of the folder',
      { 'a.png': pngOf(2, 2), 'annotation.jsonl': lines({ file_name: '../other/a.png' }) },
      { code: 'ModelArts.72060088' },
    ],
    [
      'annotations without the file',
      { 'a.png': pngOf(2, 2), 'annotation.jsonl': lines({ caption: 'a' }) },
      { code: 'ModelArts.72060087', details: { field: 'file_name', line: 1 } },
    ],
    [
      'annotations that are no JSON',
      { 'a.png': pngOf(2, 2), 'annotation.jsonl': '{"file_name":\n' },
      { code: 'ModelArts.72060050', details: { line: 1 } },
    ],
    [
      'annotations that are not UTF-8',
      { 'a.png': pngOf(2, 2), 'annotation.jsonl': Buffer.from('{"file_name":"\xff"}\n', 'latin1') },
      { code: 'ModelArts.72060050', details: { reason: 'not_utf8' } },
    ],
    [
      'annotations in a folder',
      { 'dir/annotation.jsonl': '', 'a.png': pngOf(2, 2) },
      { code: 'ModelArts.72060049' },
    ],
    [
      'other files',
      { 'a.png': pngOf(2, 2), 'b.gif': 'GIF89a' },
      { code: 'ModelArts.72060049', details: { file: 'b.gif' } },
    ],
    [
      'a file that is no picture',
      { 'a.png': pngOf(2, 2), 'b.png': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
      { code: 'ModelArts.72091001', details: { file: 'b.png', reason: 'not_media' } },
    ],
    [
      'a picture of too many pixels',
      { 'b.png': pngOf(12_000, 9_000) },
      { code: 'ModelArts.72091001', details: { reason: 'too_many_pixels' } },
    ],
  ])('refuses %s', async (_name, files, error) => {
    expect(await importing(files)).toMatchObject({ status: 'failed', error });
  });

  it('sets bad ones aside when asked to, each with its reason, and imports the others', async () => {
    const { status, records, keys, text, version } = await importing(
      {
        'annotation.jsonl': lines(
          { file_name: 'gone.png' },
          { file_name: 'a.png' },
          { file_name: 'bad.png' },
        ),
        'a.png': pngOf(2, 2),
        'bad.png': 'no picture at all',
        'cut.bmp': bmpOf(20, 20).subarray(0, 100),
      },
      { mode: 'quarantine' },
    );
    expect(status).toBe('success');
    expect(await records()).toEqual([{ file_name: 'a.png' }]);
    expect(await keys(`${version}media/`)).toEqual([`${version}media/a.png`]);
    const rejects = (await keys('runs/')).filter((key) => key.includes('/rejects/'));
    const found = (await Promise.all(rejects.map(text))).join('').trim().split('\n');
    expect(found.map((line) => JSON.parse(line)).map(({ media, reason }) => [media, reason])).toEqual([
      ['gone.png', 'missing_file'],
      ['bad.png', 'not_media'],
      ['cut.bmp', 'truncated'],
    ]);
  });

  it('gives a worker no more files than its share', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${String(index).padStart(3, '0')}.png`, pngOf(2, 2)]),
    );
    const annotation = lines(...Object.keys(files).map((file_name) => ({ file_name })));
    for (const upload of [files, { ...files, 'annotation.jsonl': annotation }]) {
      const { manifest, records } = await importing(upload);
      expect((await manifest()).parts.map(({ recordCount }) => recordCount)).toEqual([256, 44]);
      expect(await records()).toEqual(Object.keys(files).map((file_name) => ({ file_name })));
    }
  });
});

describe('importing videos', () => {
  it('names them as the guide does', async () => {
    const annotation = lines({ video_fn: 'dir/a.avi', prompt: 'p', long_prompt: 'l' });
    const { records } = await importing(
      { 'dir/a.avi': avi, 'annotation.jsonl': annotation },
      { datasetType: 'video' },
    );
    expect(await records()).toEqual([{ video_fn: 'dir/a.avi', prompt: 'p', long_prompt: 'l' }]);
  });

  it('refuses one that is cut short', async () => {
    const files = { 'a.avi': avi.subarray(0, 50) };
    expect(await importing(files, { datasetType: 'video' })).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72091001', details: { file: 'a.avi', reason: 'truncated' } },
    });
  });
});
