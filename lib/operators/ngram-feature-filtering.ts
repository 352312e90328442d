import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import type { TextRecord } from '../model/text-record.ts';
import { defineOperator } from './define-operator.ts';
import { requireFields } from './quality/require-fields.ts';
import { createRepetitionGlance } from './repetition/repetition-glance.ts';
import { REPETITION_LIMITS, type RepetitionLimits } from './repetition/repetition-limits.ts';
import {
  charactersPerWord,
  REPETITION_STATISTICS,
  type Repetition,
  type RepetitionLanguage,
  repetitionOf,
} from './repetition/repetition-statistics.ts';

const id = 'ngram-feature-filtering';

const limit = (what: string) =>
  z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe(`Highest fraction of ${what}; null: the limit for the text's language, 1: no limit`);

const top = (n: number) => limit(`characters that the most frequent ${n}-gram covers`);
const duplicate = (n: number) => limit(`characters in ${n}-grams that occurred before`);

const params = z.strictObject({
  min_words: z
    .int()
    .min(1)
    .default(50)
    .describe('Shorter texts are judged as if they had this many words, none of the missing ones repeated')
    .meta({ unit: 'words' }),
  duplicate_lines: limit('lines that are equal to one before'),
  duplicate_paragraphs: limit('paragraphs that are equal to one before'),
  duplicate_line_characters: limit('characters in lines that are equal to one before'),
  duplicate_paragraph_characters: limit('characters in paragraphs that are equal to one before'),
  top_2_gram: top(2),
  top_3_gram: top(3),
  top_4_gram: top(4),
  duplicate_5_gram: duplicate(5),
  duplicate_6_gram: duplicate(6),
  duplicate_7_gram: duplicate(7),
  duplicate_8_gram: duplicate(8),
  duplicate_9_gram: duplicate(9),
  duplicate_10_gram: duplicate(10),
  keep_statistics: z
    .boolean()
    .default(false)
    .describe('Whether the statistics of a kept record are written to its field `ngram_statistics`'),
});
type Params = z.output<typeof params>;

const chorus = 'Row row row your boat. '.repeat(12).trim();

/** Drops records whose texts repeat themselves. */
export const ngramFeatureFiltering = defineOperator({
  id,
  version: 1,
  name: { en: 'N-gram Feature Filtering', zh: 'N-gram特征过滤' },
  summary: {
    en: `Drops the records of which a text repeats its lines, paragraphs or n-grams of words too much. Each text is judged on its own. In Chinese and Japanese, n words are taken for ${charactersPerWord} × n characters.`,
    zh: `删除重复内容过多的记录：重复的行、段落或词的 n-gram 占比超过上限。每个文本单独判断。中文和日文按 ${charactersPerWord} × n 个字符近似 n 个词。`,
  },
  source:
    "Guide, section 4.1.5, templates; rules and limits: Gopher (Rae et al. 2021, table A1), limits for Chinese: FineWeb2 (Penedo et al. 2025, cmn_Hani); counted as datatrove's GopherRepetitionFilter counts, but n-grams that occur once are no repetition, lines without a letter or digit do not count, and short texts count as `min_words` long",
  category: 'filtering',
  granularity: 'document',
  types: textTypeIds,
  params,
  reasons: {
    duplicate_lines: 'Too many lines are equal to one before.',
    duplicate_paragraphs: 'Too many paragraphs are equal to one before.',
    duplicate_line_characters: 'Lines that are equal to one before hold too many of the characters.',
    duplicate_paragraph_characters:
      'Paragraphs that are equal to one before hold too many of the characters.',
    top_2_gram: 'The most frequent 2-gram covers too many of the characters.',
    top_3_gram: 'The most frequent 3-gram covers too many of the characters.',
    top_4_gram: 'The most frequent 4-gram covers too many of the characters.',
    duplicate_5_gram: '5-grams that occurred before hold too many of the characters.',
    duplicate_6_gram: '6-grams that occurred before hold too many of the characters.',
    duplicate_7_gram: '7-grams that occurred before hold too many of the characters.',
    duplicate_8_gram: '8-grams that occurred before hold too many of the characters.',
    duplicate_9_gram: '9-grams that occurred before hold too many of the characters.',
    duplicate_10_gram: '10-grams that occurred before hold too many of the characters.',
    statistics_kept: 'The statistics were written to the record.',
  },
  examples: [
    {
      title: 'The same words over and over',
      input: { text: chorus },
      output: { dropped: 'top_2_gram' },
    },
    {
      title: 'The same in Chinese',
      input: { text: '点击查看更多精彩内容，'.repeat(12) },
      output: { dropped: 'top_2_gram' },
    },
    {
      title: 'A phrase that comes twice in a short text is no repetition',
      type: 'single-turn',
      input: { context: 'Is the cat on the mat?', target: 'Yes, the cat is on the mat, on the mat.' },
      output: { context: 'Is the cat on the mat?', target: 'Yes, the cat is on the mat, on the mat.' },
    },
    {
      title: 'Statistics are kept beside the text, and no limit applies',
      params: {
        top_2_gram: 1,
        top_3_gram: 1,
        top_4_gram: 1,
        duplicate_5_gram: 1,
        duplicate_6_gram: 1,
        duplicate_7_gram: 1,
        duplicate_8_gram: 1,
        duplicate_9_gram: 1,
        duplicate_10_gram: 1,
        min_words: 1,
        keep_statistics: true,
      },
      input: { text: 'to be or not to be' },
      output: {
        text: 'to be or not to be',
        ngram_statistics: {
          language: 'en',
          words: 6,
          duplicate_lines: 0,
          duplicate_paragraphs: 0,
          duplicate_line_characters: 0,
          duplicate_paragraph_characters: 0,
          top_2_gram: 0.5556,
          top_3_gram: 0,
          top_4_gram: 0,
          duplicate_5_gram: 0,
          duplicate_6_gram: 0,
          duplicate_7_gram: 0,
          duplicate_8_gram: 0,
          duplicate_9_gram: 0,
          duplicate_10_gram: 0,
        },
      },
    },
  ],
  writesFields: ({ keep_statistics: isKept }) => (isKept ? 'keep_statistics' : undefined),
  create: (given) => {
    const kept = { changed: ['statistics_kept'] };
    const limits = { en: limitsOf(given, 'en'), zh: limitsOf(given, 'zh') };
    const mayExceed = createRepetitionGlance(limits, given.min_words);
    return (record) => {
      const suspects = given.keep_statistics ? record.texts : record.texts.filter(mayExceed);
      if (suspects.length === 0) return undefined;
      const judged = suspects.map((text) => repetitionOf(text, given.min_words));
      const exceeded = REPETITION_STATISTICS.find((statistic) =>
        judged.some(({ language, fractions }) => fractions[statistic] > limits[language][statistic]),
      );
      if (exceeded !== undefined) return { dropped: exceeded };
      if (!given.keep_statistics) return undefined;
      keepStatistics(record, judged);
      return kept;
    };
  },
});

const limitsOf = (given: Params, language: RepetitionLanguage): RepetitionLimits => {
  const usual = REPETITION_LIMITS[language];
  const limits = REPETITION_STATISTICS.map(
    (statistic) => [statistic, given[statistic] ?? usual[statistic]] as const,
  );
  return { ...usual, ...Object.fromEntries(limits) };
};

/** Of several texts, the language and the words of the longest and the highest of each statistic. */
const keepStatistics = (record: TextRecord, judged: readonly Repetition[]): void => {
  requireFields(record, { operator: id, parameter: 'keep_statistics' });
  const longest = judged.toSorted((one, other) => other.wordCount - one.wordCount)[0];
  const highest = REPETITION_STATISTICS.map((statistic) => {
    const fractions = judged.map((one) => one.fractions[statistic]);
    return [statistic, Number(Math.max(0, ...fractions).toFixed(4))] as const;
  });
  record.setField('ngram_statistics', {
    language: longest?.language ?? 'en',
    words: longest?.wordCount ?? 0,
    ...Object.fromEntries(highest),
  });
};
