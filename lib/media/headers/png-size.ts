import type { MediaBytes } from '../media-bytes.ts';
import { mediaFailure } from '../media-failure.ts';
import type { ShownSize } from './shown-size.ts';

/** The size that a PNG's first chunk gives. */
export const pngSize = async (bytes: MediaBytes): Promise<ShownSize> => {
  const head = await bytes.read(0, 33);
  if (head.length < 33 || head.toString('latin1', 12, 16) !== 'IHDR') {
    throw mediaFailure(bytes.file, 'damaged', 'no IHDR chunk');
  }
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
};
