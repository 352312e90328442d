import * as z from 'zod';
import { defineMedia } from './define-operator.ts';
import { exampleVideo } from './media/example-video.ts';
import { requireVideo } from './media/require-video.ts';

const slightlyNarrower = { ...exampleVideo, width: 1416, height: 800 } as const; // 1.77
const slightlyWider = { ...exampleVideo, width: 1432, height: 800 } as const; // 1.79

export const videoAspectRatioFiltering = defineMedia({
  id: 'video-aspect-ratio-filtering',
  version: 1,
  name: { en: 'Video Aspect Ratio Filtering', zh: '视频宽高比过滤' },
  summary: {
    en: 'Drops videos by width ÷ height of the picture as it is shown. The guide’s text filters out what exceeds the threshold (mode `max`, the default); its example keeps only that (mode `min`).',
    zh: '按显示画面的宽高比过滤视频。指南正文过滤超过阈值的视频（`max` 模式，默认），而其示例仅保留超过阈值的视频（`min` 模式）。',
  },
  source: 'Data preparation guide, Video Aspect Ratio Filtering',
  category: 'filtering',
  granularity: 'document',
  types: ['video'],
  params: z.strictObject({
    threshold: z.number().gt(1).lt(10).describe('Aspect ratio that is compared with, between 1 and 10'),
    mode: z
      .enum(['max', 'min'])
      .default('max')
      .describe('`max` drops what is greater than the threshold, `min` drops what is less'),
  }),
  reasons: {
    too_wide: 'Width ÷ height is greater than the threshold.',
    too_narrow: 'Width ÷ height is less than the threshold.',
  },
  examples: [
    {
      title: 'As the guide’s text has it, 1.79 exceeds 1.78',
      type: 'video',
      params: { threshold: 1.78 },
      input: { file: 'a.mp4', facts: slightlyWider, annotation: {} },
      output: { dropped: 'too_wide' },
    },
    {
      title: 'As the guide’s example has it, 1.77 is dropped',
      type: 'video',
      params: { threshold: 1.78, mode: 'min' },
      input: { file: 'b.mp4', facts: slightlyNarrower, annotation: {} },
      output: { dropped: 'too_narrow' },
    },
    {
      title: 'As the guide’s example has it, 1.79 is kept',
      type: 'video',
      params: { threshold: 1.78, mode: 'min' },
      input: { file: 'c.mp4', facts: slightlyWider, annotation: {} },
      output: { file: 'c.mp4', facts: slightlyWider, annotation: {} },
    },
  ],
  createMedia:
    ({ threshold, mode }) =>
    (record) => {
      const { width, height } = requireVideo(record);
      const ratio = width / height;
      if (mode === 'max') return ratio > threshold ? { dropped: 'too_wide' } : undefined;
      return ratio < threshold ? { dropped: 'too_narrow' } : undefined;
    },
});
