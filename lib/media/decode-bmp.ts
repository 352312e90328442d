import { type BmpHeader, bmpHeader, rowBytes } from './headers/bmp-header.ts';
import { unpackRunLengths } from './headers/unpack-run-lengths.ts';
import type { MediaBytes } from './media-bytes.ts';
import { mediaFailure } from './media-failure.ts';

/** A picture of red, green and blue bytes, rows from the top. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * Decodes a BMP of 1, 4, 8, 16, 24 or 32 bits, run lengths included. Its alpha is left out.
 * @throws SluiceError ModelArts.72091001 when it is damaged or cut short
 */
export const decodeBmp = async (bytes: MediaBytes): Promise<RgbPicture> => {
  const header = await bmpHeader(bytes);
  const { width, height, paletteOffset, paletteCount, paletteEntryBytes, pixelOffset } = header;
  const palette = await bytes.read(paletteOffset, paletteOffset + paletteCount * paletteEntryBytes);
  const stored = await bytes.read(pixelOffset, bytes.sizeBytes);
  const indexes =
    header.compression === 'rle8' || header.compression === 'rle4'
      ? unpackRunLengths(stored, header)
      : undefined;
  if (header.bitCount <= 8 && palette.length < paletteEntryBytes) {
    throw mediaFailure(bytes.file, 'damaged', 'no palette');
  }
  const bitsAt = indexes === undefined ? bitsReader(header, stored) : indexReader(indexes, width);
  const paint = header.bitCount <= 8 ? palettePainter(header, palette) : maskPainter(header);
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const storedRow = header.isTopDown ? row : height - 1 - row;
    for (let column = 0; column < width; column++) {
      paint(pixels, (row * width + column) * 3, bitsAt(storedRow, column));
    }
  }
  return { width, height, pixels };
};

/** Gives the palette index or the bits of a pixel of a stored row. */
type BitsReader = (row: number, column: number) => number;
/** Writes the colour that bits stand for. */
type Painter = (pixels: Uint8Array, at: number, bits: number) => void;

const indexReader =
  (indexes: Uint8Array, width: number): BitsReader =>
  (row, column) =>
    indexes[row * width + column] ?? 0;

const palettePainter =
  ({ paletteCount, paletteEntryBytes }: BmpHeader, palette: Buffer): Painter =>
  (pixels, at, index) => {
    const entry = Math.min(index, paletteCount - 1) * paletteEntryBytes;
    pixels[at] = palette[entry + 2] ?? 0;
    pixels[at + 1] = palette[entry + 1] ?? 0;
    pixels[at + 2] = palette[entry] ?? 0;
  };

const maskPainter =
  ({ masks: [red, green, blue] }: BmpHeader): Painter =>
  (pixels, at, bits) => {
    pixels[at] = masked(bits, red);
    pixels[at + 1] = masked(bits, green);
    pixels[at + 2] = masked(bits, blue);
  };

const bitsReader = (header: BmpHeader, stored: Buffer): BitsReader => {
  const stride = rowBytes(header);
  switch (header.bitCount) {
    case 1:
      return (row, column) => ((stored[row * stride + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1;
    case 4:
      return (row, column) =>
        ((stored[row * stride + (column >> 1)] ?? 0) >> (column % 2 === 0 ? 4 : 0)) & 15;
    case 8:
      return (row, column) => stored[row * stride + column] ?? 0;
    case 16:
      return (row, column) => stored.readUInt16LE(row * stride + column * 2);
    case 24:
      return (row, column) => stored.readUIntLE(row * stride + column * 3, 3);
    case 32:
      return (row, column) => stored.readUInt32LE(row * stride + column * 4);
    default:
      return header.bitCount satisfies never;
  }
};

/** The bits under a mask, spread over a byte. */
const masked = (bits: number, mask: number): number => {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return Math.round((((bits & mask) >>> shift) * 255) / largest);
};
