import * as z from 'zod';
import type { VideoFacts } from '../model/media-record.ts';
import { mediaFailure } from './media-failure.ts';

type StreamFacts = Omit<VideoFacts, 'kind' | 'format' | 'sizeBytes' | 'frameCount'> & {
  /** Frames that the file says it has; undefined where it does not say. */
  readonly declaredFrameCount: number | undefined;
};

/**
 * Takes the facts of the picture from what `ffprobe -of json` says. Of several streams the first that is a film counts: a
 * cover is a video stream as well.
 * @throws SluiceError ModelArts.72091001: no_video_stream, no_duration or damaged
 */
export const parseProbe = (output: string, file: string): StreamFacts => {
  const probed = probeSchema.safeParse(JSON.parse(output));
  if (!probed.success) throw mediaFailure(file, 'damaged', 'impossible facts');
  const { streams, format } = probed.data;
  const stream = streams.find((it) => it.codec_type === 'video' && it.disposition.attached_pic !== 1);
  if (stream === undefined) throw mediaFailure(file, 'no_video_stream');
  if (stream.width <= 0 || stream.height <= 0) throw mediaFailure(file, 'damaged', 'no picture size');
  // The file's own duration may be false, or that of a longer sound.
  const durationSeconds = positive(stream.duration) ?? positive(format.duration);
  const fps = ratio(stream.avg_frame_rate);
  if (durationSeconds === undefined) throw mediaFailure(file, 'no_duration');
  if (fps === undefined) throw mediaFailure(file, 'damaged', 'no frame rate');
  return {
    durationSeconds: rounded(durationSeconds),
    ...displaySize(stream),
    fps: rounded(fps),
    codec: stream.codec_name,
    stream: stream.index,
    hasAudio: streams.some((it) => it.codec_type === 'audio'),
    declaredFrameCount: positive(stream.nb_frames),
  };
};

const streamSchema = z.object({
  index: z.int(),
  codec_type: z.string().default(''),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  sample_aspect_ratio: z.string().default(''),
  avg_frame_rate: z.string().default(''),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
});
type Stream = z.output<typeof streamSchema>;

const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ duration: z.string().optional() }).default({}),
});

/** The size on a screen: pixels that are no squares are widened, and what was filmed sideways is turned. */
const displaySize = (stream: Stream): Pick<VideoFacts, 'width' | 'height'> => {
  const pixelRatio = ratio(stream.sample_aspect_ratio.replace(':', '/')) ?? 1;
  const width = Math.max(1, Math.round(stream.width * pixelRatio));
  const turn = stream.side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const isSideways = Math.abs(Math.round(turn / 90)) % 2 === 1;
  return isSideways ? { width: stream.height, height: width } : { width, height: stream.height };
};

/** Of `30000/1001`; undefined unless it is a number above zero. */
const ratio = (text: string): number | undefined => {
  const [above, below] = text.split('/').map(Number);
  const value = (above ?? 0) / (below ?? 1);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

const positive = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

/** To the thousandth: what is written must not depend on how a number is spelled. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
