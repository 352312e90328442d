import type { MediaBytes } from '../media-bytes.ts';
import { mediaFailure } from '../media-failure.ts';
import { exifOrientation } from './exif-orientation.ts';
import { type ShownSize, shownSize } from './shown-size.ts';

/** Segments before the picture that are walked through: real files have dozens. */
const segmentLimit = 2000;
const exifBytes = 64 * 1024;

/** The size of a JPEG as it is shown. */
export const jpegSize = async (bytes: MediaBytes): Promise<ShownSize> => {
  let orientation = 1;
  let offset = 2;
  for (let count = 0; count < segmentLimit; count++) {
    const head = await bytes.read(offset, offset + 10);
    const [fill, marker = 0] = head;
    if (head.length < 10 || fill !== 0xff || isPicture(marker)) {
      throw mediaFailure(bytes.file, 'damaged', 'no JPEG frame');
    }
    if (isFrame(marker)) return shownSize(head.readUInt16BE(7), head.readUInt16BE(5), orientation);
    const length = isBare(marker) || marker === 0xff ? 0 : head.readUInt16BE(2);
    if (marker === 0xe1) {
      const segment = await bytes.read(offset + 4, offset + 2 + Math.min(length, exifBytes));
      orientation = exifOrientation(segment) ?? orientation;
    }
    // Any number of FF may stand before a marker.
    offset += marker === 0xff ? 1 : 2 + length;
  }
  throw mediaFailure(bytes.file, 'damaged', 'too many JPEG segments');
};

/** Start of frame; C4, C8 and CC are none. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The scan or the end, where no frame has come before. */
const isPicture = (marker: number): boolean => marker === 0xda || marker === 0xd9;

/** Markers without a length. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
