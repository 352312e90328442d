import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutVideo } from '../../lib/media/cut-video.ts';
import { findFfmpeg } from '../../lib/media/find-ffmpeg.ts';
import { probeVideo } from '../../lib/media/probe-video.ts';
import { film, localFfmpeg, mediaFolder, mpeg4, pngOf, sound } from './media-files.ts';

const tools = await localFfmpeg();
/** Of a JPEG. */
const frameStart = Buffer.from([0xff, 0xc0, 0, 17]);

describe('without ffmpeg', () => {
  it('says what is missing and how to get it', async () => {
    const places = { ffmpegPath: '', ffprobePath: '', searchPath: '/nowhere' };
    await expect(findFfmpeg(places)).rejects.toMatchObject({
      code: 'ModelArts.72091010',
      details: { resource: 'ffmpeg', reason: expect.stringContaining('apt-get install') },
    });
  });

  it('does not run a path that is relative', async () => {
    const places = { ffmpegPath: 'ffmpeg', ffprobePath: '', searchPath: process.env['PATH'] ?? '' };
    await expect(findFfmpeg(places)).rejects.toMatchObject({ code: 'ModelArts.72091010' });
  });
});

describe.skipIf(tools === undefined)('videos', () => {
  let folder: Awaited<ReturnType<typeof mediaFolder>>;
  let listener: Server;
  const requests: string[] = [];
  beforeAll(async () => {
    folder = await mediaFolder(tools);
    listener = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    listener.close();
    await folder.remove();
  });

  const url = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`; // it listens on a port
  const probe = (path: string, file = 'some/video.mp4') =>
    tools === undefined ? Promise.reject(new Error('no ffmpeg')) : probeVideo(tools, { path, file });

  it('gives the facts of an mp4 and an avi', async () => {
    const mp4 = await folder.make(...film(2), ...sound(2), ...mpeg4, '-c:a', 'aac', 'a.mp4');
    const avi = await folder.make(...film(2), ...mpeg4, 'a.avi');
    expect(await probe(mp4)).toMatchObject({
      ...{ kind: 'video', format: 'mp4', width: 320, height: 180, fps: 25, frameCount: 50 },
      ...{ durationSeconds: 2, hasAudio: true, codec: 'mpeg4' },
    });
    expect(await probe(avi)).toMatchObject({ format: 'avi', durationSeconds: 2, hasAudio: false });
  });

  it('gives the size as it is shown: turned, and with its pixels made square', async () => {
    await folder.make(...film(1), ...mpeg4, 'flat.mp4');
    const turned = await folder
      .make(...['-display_rotation', '90', '-i', `${folder.folder}/flat.mp4`, '-c', 'copy', 'turned.mp4'])
      .catch(() =>
        folder.make(
          '-i',
          `${folder.folder}/flat.mp4`,
          '-c',
          'copy',
          '-metadata:s:v:0',
          'rotate=90',
          'turned.mp4',
        ),
      );
    const wide = await folder.make(...film(1), '-vf', 'setsar=4/3', ...mpeg4, 'wide.mp4');
    expect(await probe(turned)).toMatchObject({ width: 180, height: 320 });
    expect(await probe(wide)).toMatchObject({ width: 427, height: 180 });
  });

  it('gives the average rate of a video whose rate varies', async () => {
    const path = await folder.make(
      ...film(4, '320x180', 50),
      ...['-vf', "select='if(lt(t,2),1,not(mod(n,5)))'", '-vsync', 'vfr', ...mpeg4, 'vfr.mp4'],
    );
    const { fps } = await probe(path);
    expect(fps).toBeGreaterThan(25);
    expect(fps).toBeLessThan(35);
  });

  it('takes the film and not the cover', async () => {
    const cover = await folder.write('cover.png', pngOf(64, 64));
    await folder.make(...film(1), ...mpeg4, 'film.mp4');
    const both = await folder.make(
      ...['-i', cover, '-i', `${folder.folder}/film.mp4`, '-map', '0', '-map', '1', '-c', 'copy'],
      ...['-disposition:v:0', 'attached_pic', 'both.mp4'],
    );
    expect(await probe(both)).toMatchObject({ width: 320, height: 180 });
  });

  const hostile: readonly (readonly [string, () => Promise<string>, string])[] = [
    ['an empty file', () => folder.write('x1', ''), 'not_media'],
    ['text', () => folder.write('x2', 'no video, but quite some text'), 'not_media'],
    ['random bytes', () => folder.write('x3', Buffer.alloc(50_000, 'q7!')), 'not_media'],
    ['a picture', () => folder.write('x4', pngOf(9, 9)), 'not_media'],
    [
      'a list of files to join',
      () => folder.write('x5', "ffconcat version 1.0\nfile 'a.mp4'\n"),
      'not_media',
    ],
    ['an HLS playlist', () => folder.write('x6', `#EXTM3U\n#EXTINF:1,\n${url()}a.ts\n`), 'not_media'],
    [
      'an SDP session',
      () => folder.write('x7', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 26\n'),
      'not_media',
    ],
    [
      'a DASH manifest',
      () => folder.write('x8', `<?xml version="1.0"?><MPD><BaseURL>${url()}</BaseURL></MPD>`),
      'not_media',
    ],
    ['SVG', () => folder.write('x9', `<svg><image href="${url()}"/></svg>            `), 'not_media'],
    [
      'an mp4 without its index',
      async () => {
        await folder.make(...film(2), ...mpeg4, 'y1.mp4');
        const bytes = await folder.read('y1.mp4');
        return folder.write('y2', bytes.subarray(0, bytes.indexOf('moov') - 4));
      },
      'no_index',
    ],
    [
      'an mp4 cut short behind its index',
      async () => {
        await folder.make(...film(4), ...mpeg4, '-movflags', '+faststart', 'y3.mp4');
        const bytes = await folder.read('y3.mp4');
        return folder.write('y4', bytes.subarray(0, bytes.length / 2));
      },
      'truncated',
    ],
    [
      'an mp4 that was cut short and mended at its frame only',
      async () => {
        const bytes = Buffer.from(await folder.read('y3.mp4'));
        const at = bytes.indexOf('mdat') - 4;
        const half = Buffer.from(bytes.subarray(0, at + Math.floor((bytes.length - at) / 2)));
        half.writeUInt32BE(half.length - at, at);
        return folder.write('y5', half);
      },
      'truncated',
    ],
    [
      'an avi cut short',
      async () => {
        await folder.make(...film(4), ...mpeg4, 'y6.avi');
        const bytes = await folder.read('y6.avi');
        return folder.write('y7', bytes.subarray(0, bytes.length / 3));
      },
      'truncated',
    ],
    [
      'an avi cut short whose outermost length was mended',
      async () => {
        const bytes = Buffer.from((await folder.read('y6.avi')).subarray(0, 60_000));
        bytes.writeUInt32LE(bytes.length - 8, 4);
        return folder.write('y8', bytes);
      },
      'truncated',
    ],
    [
      'bits that were flipped',
      async () => {
        const bytes = Buffer.from(await folder.read('y3.mp4'));
        for (let at = bytes.indexOf('mdat') + 40; at < bytes.length; at += 97)
          bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
        return folder.write('y9', bytes);
      },
      'damaged',
    ],
    ['sound only', () => folder.make(...sound(1), '-c:a', 'aac', 'z1.mp4'), 'no_video_stream'],
    [
      'a cover only',
      async () => {
        const cover = await folder.write('c.png', pngOf(64, 64));
        return folder.make(
          ...[...sound(1), '-i', cover, '-map', '0', '-map', '1', '-c:a', 'aac', '-c:v', 'copy'],
          ...['-disposition:v', 'attached_pic', 'z2.mp4'],
        );
      },
      'no_video_stream',
    ],
    [
      'frames of 16000² pixels',
      async () => {
        await folder.make('-f', 'lavfi', '-i', 'color=s=64x64:r=5:d=1', '-c:v', 'mjpeg', 'z3.avi');
        const bytes = Buffer.from(await folder.read('z3.avi'));
        // In the film's header, the stream's, and each JPEG.
        const format = bytes.indexOf('strf') + 8;
        bytes.writeInt32LE(16_000, format + 4);
        bytes.writeInt32LE(16_000, format + 8);
        for (let at = bytes.indexOf(frameStart); at !== -1; at = bytes.indexOf(frameStart, at + 1)) {
          bytes.writeUInt16BE(16_000, at + 5);
          bytes.writeUInt16BE(16_000, at + 7);
        }
        return folder.write('z4', bytes);
      },
      'too_many_pixels',
    ],
  ];
  it.each(hostile)('refuses %s', async (_name, make, reason) => {
    await expect(probe(await make(), 'dir/x.mp4')).rejects.toMatchObject({
      code: 'ModelArts.72091001',
      details: { file: 'dir/x.mp4', reason },
    });
    expect(requests).toEqual([]);
  });

  it('reads no neighbour, opens no address and takes no option, whatever a file is called', async () => {
    const bytes = await folder.read('a.mp4');
    for (const name of ['-i.mp4', 'http:x.mp4', 'concat:a.mp4|b.mp4', '$(touch pwned).mp4', '%05d.mp4']) {
      expect(await probe(await folder.write(name, bytes))).toMatchObject({ frameCount: 50 });
    }
    expect(requests).toEqual([]);
    expect(await readdir(folder.folder)).not.toContain('pwned');
  });

  describe('cutting', () => {
    const pieces = async (mode: 'copy' | 'reencode') => {
      if (tools === undefined) throw new Error('no ffmpeg');
      const own = await mediaFolder(tools);
      const path = await own.make(...film(7), ...mpeg4, '-g', '10', 'long.mp4');
      const facts = await probe(path);
      const found = await cutVideo(
        tools,
        { path, file: 'x.mp4' },
        { cut: { segmentSeconds: 3, mode }, facts },
      );
      const probed = await Promise.all(found.map((piece) => probe(piece.path)));
      await own.remove();
      return { found, probed };
    };

    it.each(['copy', 'reencode'] as const)('%s: gives pieces that hold all frames', async (mode) => {
      const { found, probed } = await pieces(mode);
      expect(probed.reduce((sum, { frameCount = 0 }) => sum + frameCount, 0)).toBe(175);
      expect(found.map(({ startSeconds }) => Math.round(startSeconds))).toEqual([0, 3, 6]);
      expect(found.at(-1)?.endSeconds).toBeCloseTo(7, 1);
    });

    it('written anew, pieces have exactly the length', async () => {
      expect((await pieces('reencode')).probed.map(({ durationSeconds }) => durationSeconds)).toEqual([
        3, 3, 1,
      ]);
    });
  });
});
