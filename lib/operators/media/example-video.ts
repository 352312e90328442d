import type { VideoFacts } from '../../model/media-record.ts';

/** A video that examples vary. */
export const exampleVideo = {
  kind: 'video',
  format: 'mp4',
  sizeBytes: 4_000_000,
  durationSeconds: 16,
  width: 1280,
  height: 720,
  fps: 25,
  codec: 'h264',
  stream: 0,
  hasAudio: true,
} as const satisfies VideoFacts;
