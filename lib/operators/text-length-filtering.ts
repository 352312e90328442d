import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator } from './define-operator.ts';
import { compareLength } from './text/compare-length.ts';

export const textLengthFiltering = defineOperator({
  id: 'text-length-filtering',
  version: 1,
  name: { en: 'Text Length Filtering', zh: '文本长度过滤' },
  summary: {
    en: 'Keeps the records whose texts have, all together, a length in the given range. A character is a Unicode code point: 😀 and 𠮷 count as one.',
    zh: '保留所有文本的总长度在指定范围内的记录。按 Unicode 码位计数：😀 和 𠮷 各算一个字符。',
  },
  source: 'Data preparation guide, Text Length Filtering',
  category: 'filtering',
  granularity: 'document',
  types: textTypeIds,
  params: z
    .strictObject({
      min: z.int().min(1).default(100).describe('Shortest length kept').meta({ unit: 'characters' }),
      max: z.int().min(1).default(1000).describe('Longest length kept').meta({ unit: 'characters' }),
    })
    .refine(({ min, max }) => max >= min, { path: ['max'], error: 'must not be less than min' }),
  reasons: {
    too_short: 'The texts have fewer than `min` characters.',
    too_long: 'The texts have more than `max` characters.',
  },
  examples: [
    {
      title: 'Shorter than 100 characters',
      input: { text: 'Test length' },
      output: { dropped: 'too_short' },
    },
    {
      title: 'All texts of a record count together',
      params: { min: 8, max: 10 },
      type: 'single-turn',
      input: { context: '天空为什么是蓝的', target: '散射' },
      output: { context: '天空为什么是蓝的', target: '散射' },
    },
    {
      title: 'Longer than the longest length kept',
      params: { min: 1, max: 3 },
      input: { text: '一二三四' },
      output: { dropped: 'too_long' },
    },
  ],
  create: (range) => {
    const tooShort = { dropped: 'too_short' };
    const tooLong = { dropped: 'too_long' };
    return ({ texts }) => {
      const side = compareLength(texts, range);
      if (side === 0) return undefined;
      return side < 0 ? tooShort : tooLong;
    };
  },
});
