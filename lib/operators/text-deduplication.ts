import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { DIFFERENCES } from './deduplication/character-folds.ts';
import { exactScheme } from './deduplication/exact-scheme.ts';
import { UNITS } from './deduplication/hash-features.ts';
import { KEEP } from './deduplication/keep-one.ts';
import { PARTS } from './deduplication/key-texts.ts';
import { createMinhashScheme } from './deduplication/minhash-scheme.ts';
import type { Scheme } from './deduplication/scheme.ts';
import { createSimhashScheme } from './deduplication/simhash-scheme.ts';
import { createTextBarrier } from './deduplication/text-barrier.ts';
import { defineBarrier } from './define-operator.ts';

const params = z
  .strictObject({
    method: z
      .enum(['exact', 'minhash', 'simhash'])
      .default('minhash')
      .describe(
        'What counts as a duplicate: an equal text; one that has most of its n-grams in common; one whose 64-bit hash differs in few bits',
      ),
    threshold: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.8)
      .describe('`minhash`: least Jaccard similarity of the sets of n-grams (Lee et al. 2022: 0.8)'),
    hamming_distance: z
      .int()
      .min(0)
      .max(8)
      .default(3)
      .describe('`simhash`: most bits that differ (Manku et al. 2007: 3)')
      .meta({ unit: 'bits' }),
    ngram_unit: z
      .enum(UNITS)
      .default('character')
      .describe(
        'What n-grams are made of; a character of a script without spaces, such as Chinese, counts as a word',
      ),
    ngram_size: z
      .int()
      .min(1)
      .max(50)
      .default(5)
      .describe(
        'Characters or words of an n-gram; a record with fewer n-grams than this is compared with its equals only (Leskovec et al., Mining of Massive Datasets, 3.2: 5 characters for short texts)',
      ),
    permutations: z
      .int()
      .min(64)
      .max(1024)
      .multipleOf(8)
      .default(256)
      .describe('`minhash`: values of a sketch, one bit of each is kept (Data-Juicer: 256)'),
    bands: z
      .int()
      .min(0)
      .max(64)
      .default(0)
      .describe(
        '`minhash`: bands of a sketch, records that share one are compared; 0: as fits the threshold',
      ),
    rows: z.int().min(0).max(64).default(0).describe('`minhash`: values of a band; 0: as fits the threshold'),
    ignore: z
      .array(z.enum(DIFFERENCES))
      .default(['case', 'form', 'white-space'])
      .describe(
        'Differences that do not count: capital and small letters, forms that Unicode NFKC unites (full width), how much white space, punctuation',
      ),
    part: z
      .enum(PARTS)
      .default('all')
      .describe('Texts that are compared: all of a record, its questions, or its answers'),
    keep: z.enum(KEEP).default('first').describe('Which of the duplicates stays'),
    against: z
      .string()
      .regex(/^$|^[^@\s]+(@[1-9]\d*)?$/, 'give a data set, or <data set>@<version>')
      .default('')
      .describe(
        'An earlier data set whose records are compared with as well and stay: `<data set>` or `<data set>@<version>`; empty: none',
      ),
    score_field: z
      .string()
      .default('')
      .describe(
        '`keep` best: path of the number that tells which is best, such as `meta.quality`; empty: the longest',
      ),
  })
  .refine(({ bands, rows, permutations }) => Math.max(bands, 1) * Math.max(rows, 1) <= permutations, {
    path: ['bands'],
    error: 'bands times rows must not exceed permutations',
  });
type Params = z.output<typeof params>;

/** Drops records whose texts are the same as, or nearly the same as, another record's. */
export const textDeduplication = defineBarrier({
  id: 'text-deduplication',
  version: 1,
  name: { en: 'Text Deduplication', zh: '文本去重' },
  summary: {
    en: 'Finds records of the whole data set that are equal or nearly equal, and keeps one of each group.',
    zh: '在整个数据集中查找相同或近似重复的记录，每组只保留一条。',
  },
  source: 'Guide, section 4.1; Broder 1997 (MinHash); Charikar 2002 (SimHash)',
  category: 'filtering',
  granularity: 'document',
  types: textTypeIds,
  params,
  reasons: {
    duplicate: 'Another record of its group stays in its place.',
    in_earlier_data_set: 'The earlier data set has such a record.',
  },
  examples: [
    {
      title: 'The first of records that differ little stays',
      input: [
        { text: 'The quick brown fox jumps over the lazy dog, and the dog sleeps on in the warm sun.' },
        { text: 'A text about something else.' },
        { text: 'The quick brown fox jumps over the lazy dog,  and the dog sleeps on in the warm sun!' },
      ],
      output: [
        { text: 'The quick brown fox jumps over the lazy dog, and the dog sleeps on in the warm sun.' },
        { text: 'A text about something else.' },
      ],
    },
    {
      title: 'Full width, case and white space make no difference to equality',
      params: { method: 'exact' },
      input: [
        { text: '深度学习 GPU　训练' },
        { text: '深度学习  ＧＰＵ 训练' },
        { text: '深度学习 TPU 训练' },
      ],
      output: [{ text: '深度学习 GPU　训练' }, { text: '深度学习 TPU 训练' }],
    },
    {
      title: 'Of the same question, the longest record stays',
      params: { method: 'exact', part: 'questions', keep: 'best' },
      type: 'single-turn',
      input: [
        { context: '天空为什么是蓝的？', target: '散射。' },
        { context: '天空为什么是蓝的?', target: '空气分子对蓝光的散射比红光强。' },
      ],
      output: [{ context: '天空为什么是蓝的?', target: '空气分子对蓝光的散射比红光强。' }],
    },
  ],
  against: ({ against }) => (against === '' ? undefined : against),
  createBarrier: (given) =>
    createTextBarrier({
      scheme: schemeOf(given),
      unit: given.ngram_unit,
      ngramSize: given.ngram_size,
      ignored: given.ignore,
      part: given.part,
      keep: given.keep,
      scoreField: given.score_field,
    }),
});

const schemeOf = ({ method, threshold, permutations, bands, rows, hamming_distance }: Params): Scheme => {
  switch (method) {
    case 'exact':
      return exactScheme;
    case 'minhash':
      return createMinhashScheme({
        threshold,
        permutations,
        ...(bands === 0 ? {} : { bands }),
        ...(rows === 0 ? {} : { rows }),
      });
    case 'simhash':
      return createSimhashScheme(hamming_distance);
    default:
      return method satisfies never;
  }
};
