import type { MediaBytes } from '../media-bytes.ts';
import { mediaFailure } from '../media-failure.ts';

/** Boxes that are looked at: a fragmented file has thousands, the first tell enough. */
const boxLimit = 256;

/**
 * Walks the outermost boxes of an MP4: each must end inside the file, and one must be its index.
 * Source: ISO/IEC 14496-12, section 4.2.
 */
export const checkMp4Boxes = async (bytes: MediaBytes): Promise<void> => {
  let hasIndex = false;
  let offset = 0;
  for (let count = 0; count < boxLimit && offset < bytes.sizeBytes; count++) {
    const head = await bytes.read(offset, offset + 16);
    if (head.length < 8) break; // padding at the end
    const name = head.toString('latin1', 4, 8);
    const sizeBytes = boxBytes(head, bytes.sizeBytes - offset);
    if (sizeBytes === undefined) throw mediaFailure(bytes.file, 'damaged', 'an impossible box');
    if (name === 'moov') hasIndex = true;
    if (offset + sizeBytes > bytes.sizeBytes) {
      throw mediaFailure(bytes.file, hasIndex || name === 'moov' ? 'truncated' : 'no_index');
    }
    offset += sizeBytes;
  }
  if (!hasIndex) throw mediaFailure(bytes.file, 'no_index');
};

const boxBytes = (head: Buffer, restBytes: number): number | undefined => {
  const short = head.readUInt32BE(0);
  if (short === 0) return restBytes;
  if (short !== 1) return short < 8 ? undefined : short;
  if (head.length < 16) return undefined;
  const long = Number(head.readBigUInt64BE(8));
  return long < 16 ? undefined : long;
};
