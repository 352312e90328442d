import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { type Ffmpeg, findFfmpeg } from '../../lib/media/find-ffmpeg.ts';

const execute = promisify(execFile);

/** The ffmpeg of this machine; undefined where there is none, and tests that need it are skipped. */
export const localFfmpeg = async (): Promise<Ffmpeg | undefined> => {
  const { FFMPEG_PATH: ffmpegPath = '', FFPROBE_PATH: ffprobePath = '', PATH: searchPath = '' } = process.env;
  return findFfmpeg({ ffmpegPath, ffprobePath, searchPath }).catch(() => undefined);
};

/** A folder for the files of a test, and how to fill it. */
export const mediaFolder = async (tools: Ffmpeg | undefined) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-media-test-'));
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    write: async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    read: (name: string) => readFile(join(folder, name)),
    /** Makes a file with ffmpeg; the last argument is its name. */
    make: async (...given: readonly string[]) => {
      if (tools === undefined) throw new Error('no ffmpeg');
      const path = join(folder, given.at(-1) ?? '');
      await execute(tools.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...given.slice(0, -1), path]);
      return path;
    },
  };
};

/** Arguments for a small film that moves. */
export const film = (seconds: number, size = '320x180', rate = 25): readonly string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
];
export const sound = (seconds: number): readonly string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
];
export const mpeg4: readonly string[] = ['-c:v', 'mpeg4', '-q:v', '5', '-g', '25'];

/** A PNG that says it has so many pixels; its data, black, are there when `isWhole`. */
export const pngOf = (width: number, height: number, grey?: (x: number, y: number) => number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc((width + 1) * height);
  if (grey !== undefined) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y);
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A BMP of 24 bits, rows from the bottom. */
export const bmpOf = (
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number] = () => [0, 0, 0],
): Buffer => {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = colour(x, y);
      pixels.set([blue, green, red], (height - 1 - y) * stride + x * 3);
    }
  }
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(54 + pixels.length, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, pixels]);
};
