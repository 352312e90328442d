import * as z from 'zod';
import { defineMedia } from './define-operator.ts';
import { exampleVideo } from './media/example-video.ts';
import { requireVideo } from './media/require-video.ts';

const longVideo = { ...exampleVideo, durationSeconds: 188.8 } as const;

export const videoDurationSegmentation = defineMedia({
  id: 'video-duration-segmentation',
  version: 1,
  name: { en: 'Video Duration Segmentation', zh: '视频时长切分' },
  summary: {
    en: 'Cuts videos into pieces of a fixed duration, the last one shorter; a video that is no longer than that stays as it is. A piece is a file and a record of its own, which says where it starts and ends in its source. Copied pieces start at key frames, so their durations differ a little; written anew, they are exact and cost a hundred times the work.',
    zh: '将视频切分为固定时长的片段，最后一段可更短；时长不超过设定值的视频保持不变。每个片段是独立的文件和记录，注明其在源视频中的起止时间。复制模式从关键帧切分，时长略有出入；重新编码则时长精确，但开销约为百倍。',
  },
  source: 'Data preparation guide, Video Duration Segmentation',
  category: 'extraction',
  granularity: 'document',
  types: ['video'],
  params: z.strictObject({
    minutes: z.int().min(1).max(5).default(1).describe('Duration of a piece').meta({ unit: 'minutes' }),
    mode: z
      .enum(['copy', 'reencode'])
      .default('copy')
      .describe('`copy` keeps the encoded frames and cuts at key frames, `reencode` cuts exactly'),
  }),
  reasons: { cut: 'The video became pieces.' },
  examples: [
    {
      title: 'Three minutes and nine seconds make pieces of one minute',
      type: 'video',
      input: { file: 'a.mp4', facts: longVideo, annotation: {} },
      output: { cut: { segmentSeconds: 60, mode: 'copy' } },
    },
    {
      title: 'A video of less than the duration stays',
      type: 'video',
      params: { minutes: 5 },
      input: { file: 'b.mp4', facts: longVideo, annotation: {} },
      output: { file: 'b.mp4', facts: longVideo, annotation: {} },
    },
  ],
  createMedia:
    ({ minutes, mode }) =>
    (record) => {
      const segmentSeconds = minutes * 60;
      return requireVideo(record).durationSeconds <= segmentSeconds
        ? undefined
        : { cut: { segmentSeconds, mode } };
    },
});
