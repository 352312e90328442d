import { indexByHash, type Tokens } from '../repetition/tokenize.ts';
import { FOREIGN_WORDS } from '../text/foreign-words.ts';

/** A language and how sure it is, from 0 to 1. */
export interface LanguageGuess {
  readonly language: string;
  readonly score: number;
}

const unknown: LanguageGuess = { language: 'und', score: 0 };

/** Blocks of letters that stand for a language, by their first and last code unit. */
const BLOCKS: readonly (readonly [language: string, first: number, last: number])[] = [
  ['el', 0x370, 0x3ff],
  ['ru', 0x400, 0x52f],
  ['he', 0x590, 0x5ff],
  ['ar', 0x600, 0x77f],
  ['hi', 0x900, 0x97f],
  ['th', 0xe00, 0xe7f],
  ['ko', 0xac00, 0xd7a3],
];

const ENGLISH_WORDS =
  'the of and to in is that for it you with on as are this be was at by from or have an not your can we will if more about has all which their but they our he she his her what how do my me him them us am been were had did does would could should may might must there here when where who why than then so because while these those some any no one other into over after before between also only just very such out up its each every many much most own same'.split(
    ' ',
  );
const ENGLISH = indexByHash(ENGLISH_WORDS);
/** Single letters say little: English has its A and I as well. */
const FOREIGN = indexByHash(FOREIGN_WORDS.filter((word) => word.length > 1 && !ENGLISH_WORDS.includes(word)));

/** As many of an English text's words are function words as a rule. */
const usualShare = 0.25;
/** Tokens of the text that are looked at. */
const mostTokens = 1000;

/**
 * A rough guess without a model: Chinese, Japanese, Korean and others by their script, English by its function words,
 * from which those of its neighbours are taken away. Other languages in Latin letters are `und`.
 */
export const guessLanguage = (text: string, tokens: Tokens): LanguageGuess => {
  const { wordCount, characterCount } = tokens;
  if (characterCount > wordCount) {
    // Names and terms in Latin letters, and numbers, are part of Chinese.
    const score = characterCount / (characterCount + wordCount / 2);
    const kanaCount = text.match(/[\u3040-\u30ff]/g)?.length ?? 0;
    return { language: kanaCount > characterCount * 0.1 ? 'ja' : 'zh', score };
  }
  const { seenCount, latinCount, functionCount, countByLanguage } = countWords(text, tokens);
  if (seenCount === 0) return unknown;
  const [most] = [...countByLanguage].sort(([, one], [, other]) => other - one);
  if (most !== undefined && most[1] > seenCount / 2) return { language: most[0], score: most[1] / seenCount };
  const score = (latinCount / seenCount) * Math.min(1, Math.max(0, functionCount) / (seenCount * usualShare));
  return score > 0 ? { language: 'en', score } : unknown;
};

const countWords = (text: string, { count, starts, hashes }: Tokens) => {
  const countByLanguage = new Map<string, number>();
  let seenCount = 0;
  let latinCount = 0;
  let functionCount = 0;
  for (let index = 0; index < Math.min(count, mostTokens); index++) {
    const unit = text.charCodeAt(starts[index] ?? 0);
    if (isLatin(unit)) {
      seenCount++;
      latinCount++;
      functionCount += functionValue(hashes[index] ?? 0);
    } else if (unit >= 0x100) {
      const language = BLOCKS.find(([, first, last]) => unit >= first && unit <= last)?.[0];
      if (language === undefined) continue;
      seenCount++;
      countByLanguage.set(language, (countByLanguage.get(language) ?? 0) + 1);
    }
  }
  return { seenCount, latinCount, functionCount, countByLanguage };
};

/** 1 for a function word of English, -1 for one of another language. */
const functionValue = (hash: number): number => {
  if (ENGLISH.has(hash)) return 1;
  return FOREIGN.has(hash) ? -1 : 0;
};

const isLatin = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0xc0 && unit <= 0x24f);
