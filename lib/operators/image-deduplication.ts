import * as z from 'zod';
import { KEEP } from './deduplication/keep-one.ts';
import { defineMediaBarrier } from './define-operator.ts';
import { exampleImage } from './media/example-image.ts';
import { createPictureBarrier } from './media/picture-barrier.ts';

export const imageDeduplication = defineMediaBarrier({
  id: 'image-deduplication',
  version: 1,
  name: { en: 'Image Deduplication', zh: '图片去重' },
  summary: {
    en: 'Finds pictures of the whole data set that are the same file or look the same (resized, compressed again, a little cropped or changed in colour), and keeps one of each group. Flat pictures are compared by their bytes only.',
    zh: '在整个数据集中查找文件相同或看起来相同的图片（缩放、重新压缩、轻微裁剪或调色），每组只保留一张。画面单一的图片仅按文件内容比较。',
  },
  source: 'Data preparation guide, Image Deduplication; PDQ (Facebook, 2019) for the hash',
  category: 'filtering',
  granularity: 'document',
  types: ['image'],
  params: z.strictObject({
    max_distance: z
      .int()
      .min(0)
      .max(64)
      .default(48)
      .describe(
        'Most of the 256 bits of their hashes in which two pictures differ; 0: files of the same bytes and pictures of equal hashes. Of 14,365 pairs of unlike pictures the closest two differed in 54 bits; PDQ’s own strict threshold is 31',
      )
      .meta({ unit: 'bits' }),
    keep: z
      .enum(KEEP)
      .default('first')
      .describe('Which of a group stays: the first, or the best, which has the most pixels'),
  }),
  reasons: {
    duplicate: 'Another picture of its group stays in its place.',
    in_earlier_data_set: 'The earlier data set has such a picture.',
  },
  examples: [
    {
      title: 'The first of two that look the same stays',
      type: 'image',
      input: [
        exampleImage('a.jpg', { digest: '11', distance: 0 }),
        exampleImage('smaller.jpg', { digest: '22', distance: 8, width: 320, height: 240 }),
        exampleImage('other.jpg', { digest: '33', distance: 128 }),
      ],
      output: [
        exampleImage('a.jpg', { digest: '11', distance: 0 }),
        exampleImage('other.jpg', { digest: '33', distance: 128 }),
      ],
    },
    {
      title: 'Or the one with the most pixels',
      type: 'image',
      params: { keep: 'best' },
      input: [
        exampleImage('small.jpg', { digest: '11', distance: 4, width: 320, height: 240 }),
        exampleImage('large.png', { digest: '22', distance: 0 }),
      ],
      output: [exampleImage('large.png', { digest: '22', distance: 0 })],
    },
    {
      title: 'Flat pictures are duplicates only when their files are the same',
      type: 'image',
      input: [
        exampleImage('white.png', { digest: '11', distance: 0, quality: 0 }),
        exampleImage('almost-white.png', { digest: '22', distance: 0, quality: 0 }),
        exampleImage('white-again.png', { digest: '11', distance: 0, quality: 0 }),
      ],
      output: [
        exampleImage('white.png', { digest: '11', distance: 0, quality: 0 }),
        exampleImage('almost-white.png', { digest: '22', distance: 0, quality: 0 }),
      ],
    },
  ],
  createMediaBarrier: ({ max_distance, keep }) => createPictureBarrier({ maxDistance: max_distance, keep }),
});
