import { duplicatesOf } from './duplicates.ts';
import { nGramsOf } from './n-grams.ts';
import { type Tokens, tokenize } from './tokenize.ts';

const LINE_STATISTICS = [
  'duplicate_lines',
  'duplicate_paragraphs',
  'duplicate_line_characters',
  'duplicate_paragraph_characters',
] as const;
export const TOP_STATISTICS = ['top_2_gram', 'top_3_gram', 'top_4_gram'] as const;
export const DUPLICATE_STATISTICS = [
  'duplicate_5_gram',
  'duplicate_6_gram',
  'duplicate_7_gram',
  'duplicate_8_gram',
  'duplicate_9_gram',
  'duplicate_10_gram',
] as const;
export const REPETITION_STATISTICS = [
  ...LINE_STATISTICS,
  ...TOP_STATISTICS,
  ...DUPLICATE_STATISTICS,
] as const;
export type RepetitionStatistic = (typeof REPETITION_STATISTICS)[number];

export interface Repetition {
  /** Chinese and Japanese, or a language that puts spaces between words. */
  readonly language: RepetitionLanguage;
  readonly wordCount: number;
  /** Fractions from 0 to 1. */
  readonly fractions: Readonly<Record<RepetitionStatistic, number>>;
}

export type RepetitionLanguage = 'zh' | 'en';

/** Characters of a Chinese word, on average: n words are taken for this many times n characters. */
export const charactersPerWord = 1.6;

/** Words of the n-grams, and tokens that they are taken for. */
export const topSizes = (language: RepetitionLanguage): readonly number[] => tokenCounts([2, 3, 4], language);
export const duplicateSizes = (language: RepetitionLanguage): readonly number[] =>
  tokenCounts([5, 6, 7, 8, 9, 10], language);

const tokenCounts = (sizes: readonly number[], language: RepetitionLanguage): readonly number[] =>
  sizes.map((size) => Math.round(size * (language === 'zh' ? charactersPerWord : 1)));

/** What makes lengths fractions. */
export interface Scale {
  readonly language: RepetitionLanguage;
  readonly wordCount: number;
  /** Of a text with nothing but what is measured. */
  readonly whole: number;
  /** Of one character. */
  readonly perCharacter: number;
}

/** Texts of fewer than `fewestWords` words count as if they had that many. */
export const scaleOf = (
  { wordCount: spacedCount, characterCount }: Pick<Tokens, 'wordCount' | 'characterCount'>,
  { length }: string,
  fewestWords: number,
): Scale => {
  const wordCount = Math.round(spacedCount + characterCount / charactersPerWord);
  const whole = Math.min(1, wordCount / fewestWords);
  const language = characterCount > spacedCount ? 'zh' : 'en';
  return { language, wordCount, whole, perCharacter: whole / Math.max(1, length) };
};

export const fractionOf = (length: number, { perCharacter }: Scale): number =>
  Math.min(1, length * perCharacter);

/** How much a text repeats its lines and paragraphs. */
export const lineFractions = (text: string, scale: Scale) => {
  const lines = duplicatesOf(text, '\n');
  // A paragraph that comes again brings its lines again.
  const paragraphs = lines.length === 0 ? lines : duplicatesOf(text, '\n\n');
  return {
    duplicate_lines: lines.fraction * scale.whole,
    duplicate_paragraphs: paragraphs.fraction * scale.whole,
    duplicate_line_characters: fractionOf(lines.length, scale),
    duplicate_paragraph_characters: fractionOf(paragraphs.length, scale),
  } satisfies Record<(typeof LINE_STATISTICS)[number], number>;
};

/**
 * How much a text repeats itself. Texts of fewer than `fewestWords` words count as if they had that many, with nothing
 * repeated in what they lack: a phrase that comes twice in one sentence is no repetition yet.
 */
export const repetitionOf = (text: string, fewestWords: number): Repetition => {
  const tokens = tokenize(text);
  const scale = scaleOf(tokens, text, fewestWords);
  const { language, wordCount } = scale;
  const nGrams = nGramsOf(tokens);
  // Without a repeated n-gram there is no longer one either.
  const tops = untilZero(topSizes(language), nGrams.topLength);
  const duplicates = tops[0] === 0 ? [] : untilZero(duplicateSizes(language), nGrams.duplicateLength);
  const fraction = (length: number | undefined): number => fractionOf(length ?? 0, scale);
  return {
    language,
    wordCount,
    fractions: {
      ...lineFractions(text, scale),
      top_2_gram: fraction(tops[0]),
      top_3_gram: fraction(tops[1]),
      top_4_gram: fraction(tops[2]),
      duplicate_5_gram: fraction(duplicates[0]),
      duplicate_6_gram: fraction(duplicates[1]),
      duplicate_7_gram: fraction(duplicates[2]),
      duplicate_8_gram: fraction(duplicates[3]),
      duplicate_9_gram: fraction(duplicates[4]),
      duplicate_10_gram: fraction(duplicates[5]),
    },
  };
};

const untilZero = (sizes: readonly number[], lengthOf: (n: number) => number): readonly number[] => {
  const lengths: number[] = [];
  for (const n of sizes) {
    const length = lengthOf(n);
    lengths.push(length);
    if (length === 0) break;
  }
  return lengths;
};
