import { FOREIGN_WORDS } from '../text/foreign-words.ts';

/** What the word lists know: Chinese and English. Text without letters, such as numbers, is `none`. */
export type CoveredLanguage = 'zh' | 'en' | 'other' | 'none';

/** The first characters of a text tell its language; of a long one, looking at all would cost more than judging it. */
const sampleLength = 1200;

/**
 * The language of a text by its letters, and of Latin ones by the small words that languages do not share. When in doubt
 * between English and another, such as in names and code, it is English.
 */
export const coveredLanguage = (text: string): CoveredLanguage => {
  const sample = text.length > sampleLength ? text.slice(0, sampleLength) : text;
  const { han, latin, other } = countLetters(sample);
  const all = han + latin + other;
  if (all === 0) return 'none';
  if (other > all * 0.3) return 'other';
  if (han > 0 && han * 3 >= latin) return 'zh';
  return latin > 0 && isForeign(sample) ? 'other' : 'en';
};

const countLetters = (sample: string) => {
  let [han, latin, other] = [0, 0, 0];
  for (let index = 0; index < sample.length; index++) {
    const unit = sample.charCodeAt(index);
    if (isLatin(unit)) latin++;
    else if (unit >= 0x3400 && unit <= 0x9fff) han++;
    else if (isOtherLetter(unit)) other++;
  }
  return { han, latin, other };
};

const isLatin = (unit: number): boolean =>
  ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a) ||
  (unit >= 0xc0 && unit < 0x250 && unit !== 0xd7 && unit !== 0xf7);

/** Greek to Thai and beyond, kana, Hangul: letters of scripts that no list knows. */
const isOtherLetter = (unit: number): boolean =>
  (unit >= 0x370 && unit <= 0x1fff) ||
  (unit >= 0x3041 && unit <= 0x30ff) ||
  (unit >= 0xac00 && unit <= 0xd7a3);

const isForeign = (sample: string): boolean => {
  let [english, foreign] = [0, 0];
  for (const word of sample.toLowerCase().match(/[a-zß-ÿıłśżąęćńěščřžůőű]+/g) ?? []) {
    if (ENGLISH.has(word)) english++;
    else if (FOREIGN.has(word)) foreign++;
  }
  return foreign >= 3 && foreign > english * 2;
};

const ENGLISH = new Set(
  'the of and to in is that it for was on are as with his they at be this from have or by one had not but what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more go see no way could my than been call who its now find long down did get come made may part you i'.split(
    ' ',
  ),
);

const FOREIGN = new Set(FOREIGN_WORDS);
for (const word of ENGLISH) FOREIGN.delete(word);
