import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator } from './define-operator.ts';
import { measureSentences, PIECES } from './sentences/measure-sentences.ts';

/** Drops records whose sentences are too short, or too long, on average. */
export const sentenceFeatureFiltering = defineOperator({
  id: 'sentence-feature-filtering',
  version: 1,
  name: { en: 'Sentence Feature Filtering', zh: '句子特征过滤' },
  summary: {
    en: 'Drops the records whose sentences, of all texts together, are too short on average. A sentence ends at end punctuation or at the end of its line, and its length is that of what it says: without end marks, closing quotes and the marks of lists. Code and tables do not count; a record without any sentence stays.',
    zh: '删除平均句长过短的记录（所有文本合并计算）。句子以句末标点或换行分隔，长度不含句末标点、引号和列表标记；代码和表格不计入，没有句子的记录保留。',
  },
  source: 'Guide, section 4.1.6, Sentence Feature Filtering',
  category: 'filtering',
  granularity: 'document',
  types: textTypeIds,
  params: z
    .strictObject({
      min_average_length: z
        .int()
        .min(1)
        .default(10)
        .describe('Shortest average length kept, in the given unit'),
      max_average_length: z
        .int()
        .min(1)
        .nullable()
        .default(null)
        .describe('Longest average length kept; null: any. Texts without punctuation are long sentences'),
      unit: z
        .enum(['characters', 'words'])
        .default('characters')
        .describe(
          'What is counted: characters (code points; the spaces between words count), or words (1.6 Han characters or kana are one)',
        ),
      pieces: z
        .enum(PIECES)
        .default('sentences')
        .describe(
          'What is measured: sentences, or clauses, which commas, colons and semicolons part as well; clauses are two to four times as short',
        ),
    })
    .refine(({ min_average_length: min, max_average_length: max }) => max === null || max >= min, {
      path: ['max_average_length'],
      error: 'must not be less than min_average_length',
    }),
  reasons: {
    short_sentences: 'The sentences are shorter than `min_average_length` on average.',
    long_sentences: 'The sentences are longer than `max_average_length` on average.',
  },
  examples: [
    {
      title: 'Sentences of 3 characters on average',
      input: { text: '好的呀。知道了！走吧？再见了。' },
      output: { dropped: 'short_sentences' },
    },
    {
      title: 'One of 2 and one of 18: 10 on average',
      input: { text: '好的。数据质量究竟决定模型能力的上限和下限？' },
      output: { text: '好的。数据质量究竟决定模型能力的上限和下限？' },
    },
    {
      title: 'All texts of a record count together',
      type: 'single-turn',
      input: { context: 'Name the capital of France.', target: 'Paris.' },
      output: { context: 'Name the capital of France.', target: 'Paris.' },
    },
    {
      title: 'In words',
      params: { unit: 'words', min_average_length: 4 },
      input: { text: 'Nothing extraordinary happened. Somebody laughed.' },
      output: { dropped: 'short_sentences' },
    },
    {
      title: 'In clauses and words, the example of the specification goes',
      params: { unit: 'words', pieces: 'clauses' },
      input: {
        text: 'In a small village, there is a legend. In the legend, a mysterious fox appears in the village forest every full moon night. ',
      },
      output: { dropped: 'short_sentences' },
    },
    {
      title: 'Code and tables are no sentences',
      input: { text: '```\nx = 1\ny = 2\n```\n| a | b |' },
      output: { text: '```\nx = 1\ny = 2\n```\n| a | b |' },
    },
  ],
  create: ({ min_average_length: min, max_average_length: max, unit, pieces }) => {
    const tooShort = { dropped: 'short_sentences' };
    const tooLong = { dropped: 'long_sentences' };
    return ({ texts }) => {
      let count = 0;
      let length = 0;
      for (const text of texts) {
        const measured = measureSentences(text, { unit, pieces });
        count += measured.count;
        length += measured.length;
      }
      if (count === 0) return undefined;
      if (length < min * count) return tooShort;
      return max !== null && length > max * count ? tooLong : undefined;
    };
  },
});
