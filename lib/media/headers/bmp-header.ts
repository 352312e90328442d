import type { MediaBytes } from '../media-bytes.ts';
import { mediaFailure } from '../media-failure.ts';

/** What a BMP's headers say. Source: Microsoft, BITMAPINFOHEADER and BITMAPV5HEADER. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** Rows run from the top. */
  readonly isTopDown: boolean;
  readonly bitCount: 1 | 4 | 8 | 16 | 24 | 32;
  readonly compression: 'none' | 'rle8' | 'rle4' | 'bitfields';
  /** Masks of red, green and blue, of pixels of 16 and 32 bits. */
  readonly masks: readonly [number, number, number];
  readonly paletteOffset: number;
  readonly paletteEntryBytes: 3 | 4;
  readonly paletteCount: number;
  readonly pixelOffset: number;
}

const compressions = ['none', 'rle8', 'rle4', 'bitfields'] as const;
const headBytes = 14 + 124;

/** Reads and checks the headers; rows that are not compressed must all be there. */
export const bmpHeader = async (bytes: MediaBytes): Promise<BmpHeader> => {
  const head = await bytes.read(0, headBytes);
  const damaged = (detail: string) => mediaFailure(bytes.file, 'damaged', detail);
  if (head.length < 26) throw damaged('no BMP header');
  const header = readHeader(Buffer.concat([head, Buffer.alloc(headBytes - head.length)]));
  if (header === undefined) throw damaged('an unknown BMP header');
  if (header.width <= 0 || header.height <= 0) throw damaged('a BMP without pixels');
  const rows = rowBytes(header) * header.height;
  const isCut = header.compression === 'none' || header.compression === 'bitfields';
  if (isCut && header.pixelOffset + rows > bytes.sizeBytes) throw mediaFailure(bytes.file, 'truncated');
  return header;
};

/** Bytes of a row that is not compressed: rows fill whole words. */
export const rowBytes = ({ width, bitCount }: BmpHeader): number => Math.ceil((width * bitCount) / 32) * 4;

const readHeader = (head: Buffer): BmpHeader | undefined => {
  const infoBytes = head.readUInt32LE(14);
  const isCore = infoBytes === 12;
  if (!isCore && (infoBytes < 40 || infoBytes > 124)) return undefined;
  const height = isCore ? head.readUInt16LE(20) : head.readInt32LE(22);
  const bitCount = bitCountOf(head.readUInt16LE(isCore ? 24 : 28));
  const compression = isCore ? 'none' : compressions[head.readUInt32LE(30)];
  if (bitCount === undefined || compression === undefined) return undefined;
  // Masks stand behind the plain header or inside the longer ones: at the same place either way.
  const masks = maskOf(head, bitCount, compression);
  const maskBytes = infoBytes === 40 && compression === 'bitfields' ? 12 : 0;
  const colourCount = isCore ? 0 : head.readUInt32LE(46);
  const largest = bitCount <= 8 ? 2 ** bitCount : 0;
  return {
    width: isCore ? head.readUInt16LE(18) : head.readInt32LE(18),
    height: Math.abs(height),
    isTopDown: height < 0,
    bitCount,
    compression,
    masks,
    paletteOffset: 14 + infoBytes + maskBytes,
    paletteEntryBytes: isCore ? 3 : 4,
    paletteCount: colourCount === 0 ? largest : Math.min(colourCount, largest),
    pixelOffset: head.readUInt32LE(10),
  };
};

const bitCountOf = (count: number): BmpHeader['bitCount'] | undefined =>
  ([1, 4, 8, 16, 24, 32] as const).find((it) => it === count);

const maskOf = (head: Buffer, bitCount: number, compression: string): BmpHeader['masks'] => {
  if (compression === 'bitfields') {
    return [head.readUInt32LE(54), head.readUInt32LE(58), head.readUInt32LE(62)];
  }
  return bitCount === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
};
