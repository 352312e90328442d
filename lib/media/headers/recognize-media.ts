import type { MediaFacts } from '../../model/media-record.ts';

export type MediaFormat = MediaFacts['format'];

/** Tells a format by a file's first bytes, at least twelve; undefined for anything but the five that are taken. */
export const recognizeMedia = (head: Buffer): MediaFormat | undefined => {
  if (head.length < 12) return undefined;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpg';
  if (head.subarray(0, 8).equals(pngSignature)) return 'png';
  if (head.toString('latin1', 0, 2) === 'BM') return 'bmp';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'AVI ') return 'avi';
  return mp4Openings.has(head.toString('latin1', 4, 8)) ? 'mp4' : undefined;
};

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Boxes that a file may start with. Source: ISO/IEC 14496-12, and QuickTime's older files, which have no `ftyp`. */
const mp4Openings = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);
