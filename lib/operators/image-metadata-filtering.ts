import * as z from 'zod';
import { defineMedia } from './define-operator.ts';

const picture = { kind: 'image', format: 'jpg', sizeBytes: 20_480, width: 1080, height: 720 } as const;

export const imageMetadataFiltering = defineMedia({
  id: 'image-metadata-filtering',
  version: 1,
  name: { en: 'Image Metadata Filtering', zh: '图片元数据过滤' },
  summary: {
    en: 'Drops pictures that are narrower, lower or of fewer bytes than asked for, or too long and thin. Sizes are those of the picture as it is shown.',
    zh: '过滤宽度、高度或文件大小低于设定值，或宽高比过大的图片。宽高按图片实际显示方向计算。',
  },
  source: 'Data preparation guide, Image Metadata Filtering',
  category: 'filtering',
  granularity: 'document',
  types: ['image'],
  params: z.strictObject({
    min_width: z.int().min(0).default(0).describe('Least width kept').meta({ unit: 'pixels' }),
    min_height: z.int().min(0).default(0).describe('Least height kept').meta({ unit: 'pixels' }),
    max_aspect_ratio: z
      .number()
      .min(0)
      .default(0)
      .describe(
        'Greatest width ÷ height kept; 0 for any. The guide calls it “minimum aspect ratio”, and filters out what is greater.',
      ),
    min_file_size: z.int().min(0).default(0).describe('Least file size kept').meta({ unit: 'bytes' }),
  }),
  reasons: {
    too_narrow: 'The width is less than `min_width`.',
    too_low: 'The height is less than `min_height`.',
    too_wide: 'Width ÷ height is greater than `max_aspect_ratio`.',
    too_few_bytes: 'The file is smaller than `min_file_size`.',
  },
  examples: [
    {
      title: 'Of the guide: narrower than 1079 pixels',
      type: 'image',
      params: { min_width: 1079 },
      input: { file: 'a.jpg', facts: { ...picture, width: 1078 }, annotation: {} },
      output: { dropped: 'too_narrow' },
    },
    {
      title: 'As wide as asked for',
      type: 'image',
      params: { min_width: 1080, min_height: 720, max_aspect_ratio: 1.5, min_file_size: 20_480 },
      input: { file: 'b.jpg', facts: picture, annotation: {} },
      output: { file: 'b.jpg', facts: picture, annotation: {} },
    },
    {
      title: 'A long banner',
      type: 'image',
      params: { max_aspect_ratio: 4 },
      input: { file: 'c.jpg', facts: { ...picture, width: 4001, height: 1000 }, annotation: {} },
      output: { dropped: 'too_wide' },
    },
  ],
  createMedia:
    ({ min_width, min_height, max_aspect_ratio, min_file_size }) =>
    ({ facts: { width, height, sizeBytes } }) => {
      if (width < min_width) return { dropped: 'too_narrow' };
      if (height < min_height) return { dropped: 'too_low' };
      if (max_aspect_ratio > 0 && width / height > max_aspect_ratio) return { dropped: 'too_wide' };
      return sizeBytes < min_file_size ? { dropped: 'too_few_bytes' } : undefined;
    },
});
