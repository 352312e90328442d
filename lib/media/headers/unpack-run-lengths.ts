import type { BmpHeader } from './bmp-header.ts';

/**
 * Unpacks the run lengths of a BMP to one palette index a pixel, rows as they are stored. What the data leaves out is 0;
 * what lies outside the picture is left out. Source: Microsoft, "Bitmap compression".
 */
export const unpackRunLengths = (stored: Buffer, header: BmpHeader): Uint8Array => {
  const canvas = createCanvas(header);
  const isNibbles = header.compression === 'rle4';
  const indexAt = isNibbles ? nibbleOf : byteOf;
  /** Does what two bytes ask for, and gives the number of bytes after them that it took. */
  const doEscape = (value: number, rest: Buffer): number => {
    if (value >= firstLiteral) {
      canvas.put(value, (place) => indexAt(rest, place));
      return wholeWords(isNibbles ? Math.ceil(value / 2) : value);
    }
    if (value === endOfLine) {
      canvas.nextRow();
      return 0;
    }
    canvas.skip(rest[0] ?? 0, rest[1] ?? 0);
    return 2;
  };
  let at = 0;
  while (at + 1 < stored.length && canvas.hasRoom()) {
    const [count = 0, value = 0] = stored.subarray(at, at + 2);
    if (count === 0 && value === endOfPicture) break;
    at += 2;
    const run = Buffer.of(value);
    if (count > 0) canvas.put(count, (place) => indexAt(run, isNibbles ? place % 2 : 0));
    else at += doEscape(value, stored.subarray(at));
  }
  return canvas.indexes;
};

const wholeWords = (byteCount: number): number => byteCount + (byteCount % 2);

/** What a second byte means when the first is 0; 2 is a jump. */
const [endOfLine, endOfPicture, firstLiteral] = [0, 1, 3];

const byteOf = (bytes: Buffer, place: number): number => bytes[place] ?? 0;

const nibbleOf = (bytes: Buffer, place: number): number => {
  const byte = bytes[place >> 1] ?? 0;
  return place % 2 === 0 ? byte >> 4 : byte & 15;
};

const createCanvas = ({ width, height }: BmpHeader) => {
  const indexes = new Uint8Array(width * height);
  let [row, column] = [0, 0];
  return {
    indexes,
    hasRoom: (): boolean => row < height,
    put: (count: number, indexAt: (place: number) => number): void => {
      for (let place = 0; place < count; place++, column++) {
        if (column < width) indexes[row * width + column] = indexAt(place);
      }
    },
    nextRow: (): void => {
      row++;
      column = 0;
    },
    skip: (right: number, down: number): void => {
      column += right;
      row += down;
    },
  };
};
