import { isAfter, isOtherNumber } from './context.ts';
import { type Detector, matchAt, type Span, textOf } from './detector.ts';

/** Passports of China by their form; those of other states, and travel permits, where the text calls them so. */
export const passport: Detector = {
  kind: 'passport',
  anchor: 'number',
  find: (text, word) => {
    const length = word.end - word.start;
    if (length < 6 || length > 11) return undefined;
    if (isOfChina(text, word)) return isOtherNumber(text, word) ? undefined : word;
    const isNumber = /^(?=(?:[A-Z]*\d){5})[A-Z0-9]{6,11}$/i.test(textOf(text, word));
    return isNumber && isAfter(text, word.start, passportWord) ? word : undefined;
  },
};

const isOfChina = (text: string, word: Span): boolean => {
  if (word.end - word.start !== 9 || /[.-]/.test(text.charAt(word.start - 1))) return false;
  return matchAt(ofChina, text, word.start) !== undefined;
};

const ofChina = /(?:[EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7}|(?:PE|SE|DE)\d{7})(?![0-9A-Za-z_]|-\w|\.\d)/y;
const passportWord =
  /(?:护照|護照|通行证|通行證|回乡证|台胞证|旅行证|passport)[\s:：#(（]{0,3}(?:号码?|號碼?|编号|number|no|num|id)?[\s:：#.)）]{0,3}(?:is|was|是|为|為)?[\s:："'「“]{0,3}$/i;
