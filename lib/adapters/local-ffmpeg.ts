import { setting } from '../config.ts';
import { type Ffmpeg, findFfmpeg } from '../media/find-ffmpeg.ts';

/** ffmpeg where the settings say, or on the search path. */
export const localFfmpeg = (): Promise<Ffmpeg> =>
  findFfmpeg({
    ffmpegPath: setting('FFMPEG_PATH', ''),
    ffprobePath: setting('FFPROBE_PATH', ''),
    searchPath: setting('PATH', ''),
  });
