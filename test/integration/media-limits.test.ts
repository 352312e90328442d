import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ffmpeg } from '../../lib/media/find-ffmpeg.ts';
import type { MediaLimits } from '../../lib/media/media-limits.ts';
import { probeVideo } from '../../lib/media/probe-video.ts';
import { runTool } from '../../lib/media/run-tool.ts';
import { STAGE_FUNCTIONS } from '../../lib/model/stage-functions.ts';
import { film, localFfmpeg, mediaFolder, mpeg4 } from './media-files.ts';
import { openRun } from './media-run.ts';

const tools = await localFfmpeg();

const withLimits = (limits: Partial<MediaLimits>) => async (): Promise<Ffmpeg> => {
  if (tools === undefined) throw new Error('no ffmpeg');
  return { ...tools, limits: { ...tools.limits, ...limits } };
};

describe.skipIf(tools === undefined)('the limits of media files', () => {
  let folder: Awaited<ReturnType<typeof mediaFolder>>;
  beforeAll(async () => {
    folder = await mediaFolder(tools);
    await folder.make(...film(2, '64x64', 5), ...mpeg4, 'good.mp4');
    const large = (size: string, seconds: number) => [
      '-f',
      'lavfi',
      '-i',
      `color=s=${size}:r=25:d=${seconds}`,
    ];
    await folder.make(...large('3000x3000', 0.4), '-c:v', 'mpeg4', 'few.mp4');
    // Many seconds of decoding: few frames that repeat.
    await folder.make('-stream_loop', '60', '-i', `${folder.folder}/few.mp4`, '-c', 'copy', 'long.mp4');
    await folder.make(...large('6300x6300', 0.2), '-c:v', 'mpeg4', 'large.mp4');
  });
  afterAll(() => folder.remove());

  /** Runs a hostile file between two good ones, and expects that it goes alone. */
  const expectAlone = async (hostile: string, limits: Partial<MediaLimits>, reason = /^over_limits$/) => {
    const good = await folder.read('good.mp4');
    const files = { 'a.mp4': good, 'b.mp4': await folder.read(hostile), 'c.mp4': good };
    const lines = Object.keys(files).map((video_fn) => ({ video_fn }));
    const operators = [{ id: 'video-metadata-filtering', params: { duration: 1, fps: 1 } }];
    const run = await openRun('video', operators, { files, lines });
    expect(await run.doAll(withLimits(limits))).toMatchObject({ type: 'shard-succeeded' });
    expect((await run.records()).map(({ video_fn }) => video_fn)).toEqual(['a.mp4', 'c.mp4']);
    expect(await run.rejects()).toMatchObject([
      { line: 2, media: 'b.mp4', code: 'ModelArts.72091001', reason: expect.stringMatching(reason) },
    ]);
  };

  it('reject a file alone that takes too long', () => expectAlone('long.mp4', { decodeSecondsAtMost: 1 }));

  it('let a shard of many such files end, in as many jobs as it takes', async () => {
    // Of more than a minute, so that it is cut.
    await folder.make(...film(70, '64x64', 1), ...mpeg4, 'film.mp4');
    const [good, long] = [await folder.read('film.mp4'), await folder.read('long.mp4')];
    const files = { 'a.mp4': long, 'b.mp4': good, 'c.mp4': long, 'd.mp4': good, 'e.mp4': long };
    const lines = Object.keys(files).map((video_fn) => ({ video_fn }));
    const operators = [
      { id: 'video-metadata-filtering', params: { duration: 1, fps: 1 } },
      { id: 'video-duration-segmentation', params: { mode: 'reencode' } },
    ];
    const of = async (jobSeconds: number) => {
      const run = await openRun('video', operators, { files, lines });
      const { type, jobCount } = await run.doAll(withLimits({ decodeSecondsAtMost: 1 }), { jobSeconds });
      expect(type).toBe('shard-succeeded');
      const left = [];
      for await (const { key } of run.objects.list('runs/')) if (key.includes('.progress.')) left.push(key);
      expect(left).toEqual([]);
      return {
        jobCount,
        rejects: await run.rejects(),
        records: await run.records(),
        media: await run.media(),
      };
    };
    const { jobCount: one, ...wanted } = await of(900);
    expect(wanted.rejects.map(({ media, reason }) => [media, reason])).toEqual(
      ['a.mp4', 'c.mp4', 'e.mp4'].map((file) => [file, 'over_limits']),
    );
    expect(wanted.media.length).toBeGreaterThan(2);
    const { jobCount: many, ...found } = await of(0);
    expect(found).toEqual(wanted);
    expect([one, many]).toEqual([1, 5]);
  });

  it('reject a file alone that wants too much memory', async () => {
    // What a small file takes is the size of the libraries of this ffmpeg.
    const path = `${folder.folder}/good.mp4`;
    const step = 32 * 1024 ** 2;
    let probeMemoryBytes = 2 * step;
    const fits = async () => {
      const found = await withLimits({ probeMemoryBytes })();
      return probeVideo(found, { path, file: 'good.mp4' }).then(
        () => true,
        () => false,
      );
    };
    while (!(await fits())) probeMemoryBytes += step;
    // Some decoders say that they lack memory, some are only silent about the frames.
    await expectAlone('large.mp4', { probeMemoryBytes: probeMemoryBytes + step }, /^(over_limits|damaged)$/);
  });

  it('end a tool that never ends, with what it has started, and leave what it wrote within bounds', async () => {
    if (tools === undefined) throw new Error('no ffmpeg');
    const own = await mediaFolder(tools);
    const call = { folder: own.folder, seconds: 1, memoryBytes: 2 ** 31, fileBytes: 2 ** 20 };
    const endless = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25', '-c:v', 'mpeg4'];
    const program = tools.ffmpeg;
    const forever = { ...call, program, arguments: ['-nostdin', '-v', 'error', '-re', ...endless, 'a.avi'] };
    expect(await runTool(forever)).toMatchObject({ end: 'stopped' });
    const much = {
      ...call,
      program,
      seconds: 60,
      arguments: ['-nostdin', '-v', 'error', ...endless, 'b.avi'],
    };
    expect((await runTool(much)).end).not.toBe('succeeded');
    expect((await own.read('b.avi')).length).toBeLessThanOrEqual(2 ** 20);
    const family = { ...call, program: '/bin/sh', arguments: ['-c', 'sleep 600 & sleep 600'] };
    expect(await runTool(family)).toMatchObject({ end: 'stopped' });
    expect((await readdir(own.folder)).toSorted()).toEqual(['a.avi', 'b.avi']);
    await own.remove();
  });

  it('fit into the memory and time of a container job', async () => {
    const { limits } = await withLimits({})();
    const { memoryMegabytes, container } = STAGE_FUNCTIONS.media;
    // A gibibyte less: Node, its buffers, and what is on its way to the store.
    const leftBytes = (memoryMegabytes - 1024) * 1024 ** 2;
    expect(Math.max(limits.probeMemoryBytes, limits.encodeMemoryBytes)).toBeLessThanOrEqual(leftBytes);
    const seconds = limits.factsSeconds + limits.decodeSecondsAtMost + limits.cutSecondsAtMost;
    expect(seconds).toBeLessThan(container?.timeoutSeconds ?? 0);
  });
});
