import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-media-'));
});
afterAll(() => rm(directory, { recursive: true }));

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
};

/** A grey PNG whose brightness follows `shade`. */
const png = (width: number, height: number, shade: (x: number, y: number) => number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_, x) => shade(x, y) & 255)]),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = chunk('IDAT', deflateSync(Buffer.concat(rows)));
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))]);
};

describe('sluice run on pictures', () => {
  it('drops copies, sets the broken aside, and gives the files with their lines', async () => {
    const [input, output] = [join(directory, 'pictures'), join(directory, 'out')];
    await mkdir(input);
    const rings = png(200, 150, (x, y) => 128 + 100 * Math.sin((x * x + y * y) / 900));
    await writeFile(join(input, 'rings.png'), rings);
    await writeFile(join(input, 'same.png'), rings);
    await writeFile(
      join(input, 'stripes.png'),
      png(200, 150, (x) => 128 + 100 * Math.sin(x / 7)),
    );
    await writeFile(
      join(input, 'small.png'),
      png(20, 15, (x, y) => x * 9 + y),
    );
    await writeFile(join(input, 'broken.png'), rings.subarray(0, rings.length >> 1));
    const recipe = join(directory, 'recipe.yaml');
    await writeFile(
      recipe,
      'operators:\n  - id: image-metadata-filtering\n    params: { min_width: 100 }\n  - id: image-deduplication\n',
    );
    const args = ['run', recipe, '--in', input, '--out', output, '--type', 'image', '--mode', 'quarantine'];
    const { code, stderr } = await runCli(args, { env: { PATH: directory } }); // pictures need no ffmpeg
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    const lines = (await readFile(join(output, 'part-00000.jsonl'), 'utf8')).trim().split('\n');
    const names = lines.map((line): string => JSON.parse(line).file_name);
    expect(names).toEqual(['rings.png', 'stripes.png']);
    expect((await readdir(join(output, 'media'))).toSorted()).toEqual(['rings.png', 'stripes.png']);
    expect(await readFile(join(output, 'media', 'rings.png'))).toEqual(rings);
    const duplicates = await readFile(join(output, 'changes', 'image-deduplication.jsonl'), 'utf8');
    expect(JSON.parse(duplicates)).toMatchObject({ record: { file_name: 'same.png' }, similarity: 1 });
    expect(await readFile(join(output, 'rejects.jsonl'), 'utf8')).toContain('broken.png');
  });
});
