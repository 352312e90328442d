import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import { bmpOf, film, localFfmpeg, mediaFolder, mpeg4, pngOf } from './media-files.ts';
import { openRun } from './media-run.ts';

const tools = await localFfmpeg();
const hasSharp = await import('sharp').then(
  () => true,
  () => false,
);
const noFfmpeg = () =>
  Promise.reject(new SluiceError('ModelArts.72091010', { resource: 'ffmpeg', dependency: 'ffmpeg package' }));

describe.skipIf(!hasSharp)('a media stage over pictures', () => {
  const files = {
    'wide.png': pngOf(40, 10),
    'good.bmp': bmpOf(20, 20),
    'dir/猫.png': pngOf(20, 20),
    'small.png': pngOf(4, 4),
    'bad.png': pngOf(20, 20).subarray(0, 50),
  };
  const lines = Object.keys(files).map((file_name, index) => ({ file_name, caption: `n${index}` }));
  const operators = [
    { id: 'image-metadata-filtering', params: { min_width: 10, min_height: 10, max_aspect_ratio: 2 } },
  ];

  it('keeps, drops and rejects, each with its reason, and needs no ffmpeg', async () => {
    const run = await openRun('image', operators, { files, lines: [...lines, { file_name: 'gone.png' }] });
    const gone = await run.doAll(noFfmpeg);
    // A file of the version that is not there is no matter of one record.
    expect(gone).toMatchObject({ type: 'work-failed', error: { code: 'ModelArts.72020136' } });

    const whole = await openRun('image', operators, { files, lines });
    expect(await whole.doAll(noFfmpeg)).toMatchObject({ type: 'shard-succeeded' });
    expect(await whole.records()).toEqual([
      { file_name: 'good.bmp', caption: 'n1' },
      { file_name: 'dir/猫.png', caption: 'n2' },
    ]);
    expect(await whole.media()).toEqual(['dir/猫.png', 'good.bmp']);
    expect(await whole.rejects()).toMatchObject([
      { file: 'part-00000.jsonl', line: 5, code: 'ModelArts.72091001', reason: 'damaged' },
    ]);
    const changes = await whole.jsonLines(objectKeys.changes('run-1', 'image-metadata-filtering', 0));
    expect(changes.map(({ line, reasons }) => [line, reasons])).toEqual([
      [1, ['too_wide']],
      [4, ['too_narrow']],
    ]);
    expect((await whole.manifest()).media).toMatchObject({ fileCount: 2 });
  });
});

describe.skipIf(tools === undefined)('a media stage over videos', () => {
  let folder: Awaited<ReturnType<typeof mediaFolder>>;
  let files: Record<string, Uint8Array>;
  beforeAll(async () => {
    folder = await mediaFolder(tools);
    await folder.make(...film(5), ...mpeg4, 'good.mp4');
    await folder.make(...film(4, '640x120'), ...mpeg4, 'wide.avi');
    await folder.make(...film(1), ...mpeg4, 'short.mp4');
    await folder.make(...film(130, '64x64', 5), ...mpeg4, '-g', '25', 'long.mp4');
    const [good, wide, short, long] = await Promise.all(
      ['good.mp4', 'wide.avi', 'short.mp4', 'long.mp4'].map((name) => folder.read(name)),
    );
    files = {
      'good.mp4': good ?? Buffer.alloc(0),
      'wide.avi': wide ?? Buffer.alloc(0),
      'short.mp4': short ?? Buffer.alloc(0),
      'dir/long.mp4': long ?? Buffer.alloc(0),
      '-i.mp4': (good ?? Buffer.alloc(0)).subarray(0, 5000),
      'http:x.mp4': Buffer.from("ffconcat version 1.0\nfile 'good.mp4'\n"),
    };
  });
  afterAll(() => folder.remove());

  const all = [
    { id: 'video-metadata-filtering', params: { duration: 3, fps: 5 } },
    { id: 'video-aspect-ratio-filtering', params: { threshold: 2 } },
    { id: 'video-duration-segmentation', params: { minutes: 1 } },
  ];
  const found = async () => (tools === undefined ? noFfmpeg() : tools);
  const lines = () => Object.keys(files).map((video_fn) => ({ video_fn, prompt: 'p' }));

  it('keeps, drops, cuts and rejects, each with its reason, and leaves nothing behind', async () => {
    const run = await openRun('video', all, { files, lines: lines() });
    expect(await run.doAll(found)).toMatchObject({ type: 'shard-succeeded' });
    const records = await run.records();
    expect(records.map(({ video_fn }) => video_fn)).toEqual([
      'good.mp4',
      'dir/long.mp4.segments/00001.mp4',
      'dir/long.mp4.segments/00002.mp4',
      'dir/long.mp4.segments/00003.mp4',
    ]);
    expect(records[2]).toMatchObject({ prompt: 'p', source_video_fn: 'dir/long.mp4', start_seconds: 60 });
    expect(await run.media()).toEqual(records.map(({ video_fn }) => video_fn).toSorted());
    expect((await run.rejects()).map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'no_index'],
      [6, 'not_media'],
    ]);
    const left = (await readdir(tmpdir())).filter((name) => /^sluice-media-(?!test)/.test(name));
    expect(left).toEqual([]);
  });

  it('writes the same bytes whenever a shard is done again', async () => {
    const run = await openRun('video', all, { files, lines: lines() });
    const etags = async () => {
      const list: string[] = [];
      for await (const { key, etag } of run.objects.list('datasets/default/clean/'))
        list.push(`${key} ${etag}`);
      return list;
    };
    await run.doAll(found, { attempt: 1 });
    const first = await etags();
    await run.doAll(found, { attempt: 2 });
    expect(await etags()).toEqual(first);
  });

  it('without ffmpeg fails as a whole, and says how to get it', async () => {
    const run = await openRun('video', all, { files, lines: lines() });
    expect(await run.doAll(noFfmpeg)).toMatchObject({
      type: 'work-failed',
      error: { code: 'ModelArts.72091010' },
      isRetryable: false,
    });
  });
});
