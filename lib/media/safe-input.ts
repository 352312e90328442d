import { MEDIA_LIMITS } from './media-limits.ts';

/**
 * How ffmpeg and ffprobe are told to open a file: from the file system only, as MP4 or AVI only (a playlist of any name
 * could open its neighbours), and with frames of a bounded size.
 */
export const safeInput = (path: string): readonly string[] => [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  'mov,mp4,avi',
  '-max_pixels',
  String(MEDIA_LIMITS.framePixels),
  '-threads',
  String(MEDIA_LIMITS.threads),
  '-i',
  `file:${path}`,
];

/** Whether a tool refused frames for their size. */
export const hasHugeFrames = (complaints: string): boolean =>
  complaints.includes('exceeds specified max pixel count');
