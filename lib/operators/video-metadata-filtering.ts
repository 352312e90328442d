import * as z from 'zod';
import { defineMedia } from './define-operator.ts';
import { exampleVideo } from './media/example-video.ts';
import { requireVideo } from './media/require-video.ts';
import { RESOLUTION_CLASSES, resolutionClass } from './media/resolution-class.ts';

export const videoMetadataFiltering = defineMedia({
  id: 'video-metadata-filtering',
  version: 1,
  name: { en: 'Video Metadata Filtering', zh: '视频元数据过滤' },
  summary: {
    en: 'Keeps the videos that are long enough, have one of the chosen resolutions, and enough frames a second. The resolution goes by the shorter side as shown: LD below 360, MED from 360, SD from 480, HD from 720, FHD from 1080, 4K from 2160.',
    zh: '仅保留时长足够、分辨率在所选范围内且帧率达标的视频。分辨率按显示画面的短边划分：LD 低于 360，MED 360 起，SD 480 起，HD 720 起，FHD 1080 起，4K 2160 起。',
  },
  source: 'Data preparation guide, Video Metadata Filtering; classes of resolution by customary line counts',
  category: 'filtering',
  granularity: 'document',
  types: ['video'],
  params: z.strictObject({
    duration: z.number().min(0).default(3).describe('Shortest duration kept').meta({ unit: 'seconds' }),
    dpi: z
      .array(z.enum(RESOLUTION_CLASSES))
      .min(1)
      .default([...RESOLUTION_CLASSES])
      .describe('Resolutions that are kept'),
    fps: z
      .number()
      .min(0)
      .default(0)
      .describe('Least average frame rate kept')
      .meta({ unit: 'frames per second' }),
  }),
  reasons: {
    too_short: 'The video is shorter than `duration`.',
    other_resolution: 'Its resolution is none of `dpi`.',
    too_few_frames: 'It has fewer frames a second than `fps`.',
  },
  examples: [
    {
      title: 'Of the guide: of 4 s and 16 s, at least 10 s are asked for',
      type: 'video',
      params: { duration: 10 },
      input: { file: 'a.mp4', facts: { ...exampleVideo, durationSeconds: 4 }, annotation: {} },
      output: { dropped: 'too_short' },
    },
    {
      title: 'A video that meets all',
      type: 'video',
      params: { duration: 10, dpi: ['HD', 'FHD'], fps: 24 },
      input: { file: 'b.mp4', facts: exampleVideo, annotation: { prompt: 'A cat.' } },
      output: { file: 'b.mp4', facts: exampleVideo, annotation: { prompt: 'A cat.' } },
    },
    {
      title: 'An upright video is classed by its shorter side',
      type: 'video',
      params: { dpi: ['HD'] },
      input: { file: 'c.mp4', facts: { ...exampleVideo, width: 640, height: 1280 }, annotation: {} },
      output: { dropped: 'other_resolution' },
    },
    {
      title: 'Fewer frames a second than asked for',
      type: 'video',
      params: { fps: 24 },
      input: { file: 'd.mp4', facts: { ...exampleVideo, fps: 23.976 }, annotation: {} },
      output: { dropped: 'too_few_frames' },
    },
  ],
  createMedia:
    ({ duration, dpi, fps }) =>
    (record) => {
      const facts = requireVideo(record);
      if (facts.durationSeconds < duration) return { dropped: 'too_short' };
      if (!dpi.includes(resolutionClass(facts))) return { dropped: 'other_resolution' };
      return facts.fps < fps ? { dropped: 'too_few_frames' } : undefined;
    },
});
