import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeImage } from '../../lib/media/probe-image.ts';
import { bmpOf, mediaFolder, pngOf } from './media-files.ts';

/** Smooth shapes, other ones for each seed. */
const shapes =
  (seed: number, scale = 1) =>
  (x: number, y: number): number =>
    Math.round(
      127 +
        60 * Math.sin((x * (3 + seed)) / (40 * scale) + seed) +
        60 * Math.cos((y * (5 + seed * 2)) / (50 * scale) - (x * seed) / (70 * scale)),
    );

const hasSharp = await import('sharp').then(
  () => true,
  () => false,
);

describe.skipIf(!hasSharp)('probing a picture', () => {
  let folder: Awaited<ReturnType<typeof mediaFolder>>;
  beforeAll(async () => {
    folder = await mediaFolder(undefined);
  });
  afterAll(() => folder.remove());

  const probe = async (name: string, content: Uint8Array | string) =>
    probeImage({ path: await folder.write('x', content), file: name });
  const jpegOf = async (png: Uint8Array, edit = (it: import('sharp').Sharp) => it) => {
    const { default: sharp } = await import('sharp');
    return edit(sharp(png)).jpeg().toBuffer();
  };
  const distance = (one: string, other: string): number =>
    [...(BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2)].filter((bit) => bit === '1').length;

  it('gives the facts of png, bmp and jpg, and like hashes of the same picture', async () => {
    const grey = shapes(1);
    const png = pngOf(300, 200, grey);
    const facts = [
      await probe('a.png', png),
      await probe('a.jpg', await jpegOf(png)),
      await probe(
        'a.bmp',
        bmpOf(300, 200, (x, y) => [grey(x, y), grey(x, y), grey(x, y)]),
      ),
      await probe('b.png', pngOf(300, 200, shapes(7))),
    ];
    expect(facts.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['png', 300, 200],
      ['jpg', 300, 200],
      ['bmp', 300, 200],
      ['png', 300, 200],
    ]);
    const [first = '', jpg = '', bmp = '', other = ''] = facts.map((it) => it.fingerprint?.hash);
    expect(distance(first, jpg)).toBeLessThan(32);
    expect(distance(first, bmp)).toBeLessThan(8);
    expect(distance(first, other)).toBeGreaterThan(64);
  });

  it('gives the size as it is shown when EXIF data turn the picture', async () => {
    const turned = await jpegOf(pngOf(300, 200, shapes(2)), (it) => it.withMetadata({ orientation: 6 }));
    expect(await probe('turned.jpg', turned)).toMatchObject({ width: 200, height: 300 });
  });

  it('takes the format from the bytes, not from the name', async () => {
    expect(await probe('really-a.jpg', pngOf(8, 8))).toMatchObject({ format: 'png' });
  });

  it('tells flat pictures from others by their quality', async () => {
    const flat = await probe('flat.png', pngOf(64, 64));
    const busy = await probe('busy.png', pngOf(300, 200, shapes(3, 0.2)));
    expect(flat.fingerprint?.quality).toBe(0);
    expect(busy.fingerprint?.quality).toBeGreaterThan(50);
  });

  const png = pngOf(300, 200, shapes(4));
  const withLength = (bytes: Buffer, offset: number, value: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy.writeInt32LE(value, offset);
    return copy;
  };
  it.each<readonly [string, () => Uint8Array | string | Promise<Uint8Array>, string]>([
    ['an empty file', () => '', 'not_media'],
    ['text', () => 'this is no picture at all', 'not_media'],
    ['SVG', () => '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'not_media'],
    ['GIF', () => Buffer.from('GIF89a\x01\0\x01\0\0\0\0;padding', 'latin1'), 'not_media'],
    ['WebP', () => Buffer.from('RIFF\x10\0\0\0WEBPVP8 \0\0\0\0', 'latin1'), 'not_media'],
    ['a PNG of 16000² pixels', () => pngOf(16_000, 16_000), 'too_many_pixels'],
    ['a PNG cut short', () => png.subarray(0, png.length / 2), 'damaged'],
    ['a PNG whose size is a lie', () => withSize(pngOf(20, 20), 9000, 9000), 'damaged'],
    ['a JPEG cut short', async () => (await jpegOf(png)).subarray(0, 3000), 'damaged'],
    [
      'a JPEG that only starts',
      () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.alloc(20)]),
      'damaged',
    ],
    ['a BMP cut short', () => bmpOf(40, 40).subarray(0, 900), 'truncated'],
    ['a BMP of a vast width', () => withLength(bmpOf(4, 4), 18, 2_000_000_000), 'truncated'],
    ['a BMP of negative width', () => withLength(bmpOf(4, 4), 18, -4), 'damaged'],
    ['a BMP header only', () => bmpOf(4, 4).subarray(0, 20), 'damaged'],
    ['an unknown BMP header', () => withLength(bmpOf(4, 4), 14, 99_999), 'damaged'],
  ])('refuses %s', async (name, content, reason) => {
    await expect(probe(name, await content())).rejects.toMatchObject({
      code: 'ModelArts.72091001',
      details: { file: name, reason },
    });
  });
});

/** A PNG whose header says another size. */
const withSize = (png: Buffer, width: number, height: number): Buffer => {
  const whole = pngOf(1, 1);
  const header = Buffer.from(whole.subarray(0, 33));
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header, png.subarray(33)]);
};

describe.skipIf(!hasSharp)('reading a BMP', () => {
  it('unpacks run lengths: runs, literals, jumps and line ends', async () => {
    const { decodeBmp } = await import('../../lib/media/decode-bmp.ts');
    const data = Buffer.from([3, 1, 0, 0, 0, 3, 2, 1, 2, 0, 0, 2, 1, 0, 1, 1, 0, 1]);
    const palette = Buffer.from([0, 0, 0, 0, 9, 9, 9, 0, 200, 200, 200, 0]);
    const head = Buffer.alloc(54);
    head.write('BM', 'latin1');
    head.writeUInt32LE(54 + palette.length, 10);
    head.writeUInt32LE(40, 14);
    head.writeInt32LE(5, 18);
    head.writeInt32LE(2, 22);
    head.writeUInt16LE(8, 28);
    head.writeUInt32LE(1, 30);
    head.writeUInt32LE(3, 46);
    const file = Buffer.concat([head, palette, data]);
    const { pixels } = await decodeBmp({
      file: 'rle.bmp',
      sizeBytes: file.length,
      read: async (start, end) => file.subarray(start, end),
    });
    const greys = Array.from({ length: 10 }, (_, index) => pixels[index * 3]);
    expect(greys).toEqual([200, 9, 200, 0, 9, 9, 9, 9, 0, 0]);
  });
});
