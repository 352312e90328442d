import type { RepetitionLanguage, RepetitionStatistic } from './repetition-statistics.ts';

/** The highest fraction of each statistic. */
export type RepetitionLimits = Readonly<Record<RepetitionStatistic, number>>;

const gopher: RepetitionLimits = {
  duplicate_lines: 0.3,
  duplicate_paragraphs: 0.3,
  duplicate_line_characters: 0.2,
  duplicate_paragraph_characters: 0.2,
  top_2_gram: 0.2,
  top_3_gram: 0.18,
  top_4_gram: 0.16,
  duplicate_5_gram: 0.15,
  duplicate_6_gram: 0.14,
  duplicate_7_gram: 0.13,
  duplicate_8_gram: 0.12,
  duplicate_9_gram: 0.11,
  duplicate_10_gram: 0.1,
};

/**
 * The highest fractions that a text may have. English: Rae et al. 2021, table A1. Chinese: FineWeb2's `cmn_Hani.yml`,
 * and Gopher's where that gives none.
 */
export const REPETITION_LIMITS: Readonly<Record<RepetitionLanguage, RepetitionLimits>> = {
  en: gopher,
  zh: {
    ...gopher,
    duplicate_lines: 0.287,
    top_2_gram: 0.256,
    top_3_gram: 0.201,
    top_4_gram: 0.171,
    duplicate_5_gram: 0.198,
    duplicate_6_gram: 0.182,
    duplicate_7_gram: 0.167,
    duplicate_8_gram: 0.154,
    duplicate_9_gram: 0.14,
    duplicate_10_gram: 0.127,
  },
};
