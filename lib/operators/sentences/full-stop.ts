import { BEFORE_NUMBERS, NEVER_LAST, SOMETIMES_LAST, STARTERS } from './abbreviations.ts';
import {
  isCloser,
  isDigit,
  isEastAsian,
  isLatinLetter,
  isLower,
  isSpace,
  isUpper,
} from './character-roles.ts';
import { isPartMark, standsApart } from './part-marks.ts';

interface FullStop {
  readonly at: number;
  /** Where the sentence starts. */
  readonly start: number;
  /** End of the line. */
  readonly to: number;
}

/** Longer words are no abbreviations. */
const longestAbbreviation = 12;

/** Whether a sentence goes on behind a single full stop; `closed` is the place behind it and the closers after it. */
export const goesOn = (text: string, stop: FullStop, closed: number): boolean => {
  const next = text.charCodeAt(closed);
  if (isSpace(next)) return goesOnAfterSpace(text, stop, closed);
  if (isEastAsian(next))
    return isLabel(text, stop) || isPunctuation(next) || goesOnAfterSpace(text, stop, closed);
  if (closed > stop.at + 1) return !isUpper(next);
  return !isGlued(text, stop, closed);
};

const goesOnAfterSpace = (text: string, stop: FullStop, closed: number): boolean => {
  let follower = closed;
  while (follower < stop.to && isSpace(text.charCodeAt(follower))) follower++;
  if (follower >= stop.to) return false;
  const next = text.charCodeAt(follower);
  const isQuoted = closed > stop.at + 1;
  if (isQuoted && isLower(next)) return true;
  if (isLoneStop(text, follower) || (standsApart(text, stop) && isLower(next))) return true;
  if (isPartMark(text, stop)) return true;
  const word = wordBefore(text, stop);
  if (word === '') return isEastAsianNumber(text, stop);
  return wordGoesOn(word, {
    isFirst: isFirst(text, stop, word),
    next,
    nextWord: () => wordAt(text, follower),
  });
};

interface Surroundings {
  /** The word starts its sentence, or stands behind a colon or comma, as the marks of a list do. */
  readonly isFirst: boolean;
  readonly next: number;
  readonly nextWord: () => string;
}

const wordGoesOn = (word: string, { isFirst, next, nextWord }: Surroundings): boolean => {
  if (/^\d+$/.test(word)) return word.length <= 3 && isFirst;
  const lower = word.toLowerCase();
  if (NEVER_LAST.has(lower)) return true;
  const startsSentence = (): boolean => isUpper(next) && STARTERS.has(nextWord());
  if (isDigit(next) && BEFORE_NUMBERS.has(lower)) return true;
  if (lower.length === 1)
    return isFirst || isLower(next) || (isUpper(word.charCodeAt(0)) && !startsSentence());
  if (BEFORE_NUMBERS.has(lower)) return isLower(next);
  if (lower === 'etc') return !isUpper(next) && !isEastAsian(next);
  if (SOMETIMES_LAST.has(lower) || /^(?:[a-z]\.)+[a-z]$/.test(lower)) {
    return !isEastAsian(next) && !startsSentence();
  }
  return false;
};

/** One of ". . .", with spaces between. */
const isLoneStop = (text: string, at: number): boolean => {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 0x2e && (isSpace(next) || isCloser(next) || Number.isNaN(next));
};

/** "A.苹果", "1.首先": the mark of an option or a list. */
const isLabel = (text: string, stop: FullStop): boolean => {
  const word = wordBefore(text, stop);
  return word.length <= 2 && /^(?:[A-Za-z]|\d+)$/.test(word);
};

/** "一. 首先" at the start of a sentence. */
const isEastAsianNumber = (text: string, { at, start }: FullStop): boolean =>
  at - start <= 3 && at > start && /^[一二三四五六七八九十百①-⑳]+$/.test(text.slice(start, at));

/** The word before the stop, inner full stops included; empty when there is none, or none so short. */
const wordBefore = (text: string, { at, start }: FullStop): string => {
  let from = at;
  while (from > start && isWordUnit(text.charCodeAt(from - 1))) {
    from--;
    if (at - from > longestAbbreviation) return longWord;
  }
  return text.slice(from, at);
};
/** Stands for any word that is too long to matter. */
const longWord = 'any word';

const isFirst = (text: string, { at, start }: FullStop, word: string): boolean => {
  let before = at - word.length;
  while (before > start && isSpace(text.charCodeAt(before - 1))) before--;
  return before <= start || /[:：,，;；(（]/.test(text.charAt(before - 1));
};

const wordAt = (text: string, from: number): string => {
  let to = from;
  while (to - from < longestAbbreviation && isLatinLetter(text.charCodeAt(to))) to++;
  return text.slice(from, to).toLowerCase();
};

const isWordUnit = (unit: number): boolean => isLatinLetter(unit) || isDigit(unit) || unit === 0x2e;

/** Two sentences without the space between them, "end.Next", but not `System.out` or `Node.js`. */
const isGlued = (text: string, { at, start }: FullStop, next: number): boolean => {
  if (!isUpper(text.charCodeAt(next)) || !isLower(text.charCodeAt(next + 1))) {
    return isEastAsian(text.charCodeAt(at - 1)) && isUpper(text.charCodeAt(next));
  }
  let from = at;
  while (from > start && isLower(text.charCodeAt(from - 1)) && at - from < 3) from--;
  if (at - from < 3) return isCloser(text.charCodeAt(at - 1)) && at > start;
  let to = next + 1;
  while (isLower(text.charCodeAt(to)) && to - next < 20) to++;
  return isSpace(text.charCodeAt(to)) || text.charCodeAt(to) === 0x2c || text.charCodeAt(to) === 0x27;
};

/** East Asian punctuation but for opening quotes and brackets. */
const isPunctuation = (unit: number): boolean =>
  (unit >= 0x3001 && unit <= 0x3003) ||
  unit === 0x3009 ||
  unit === 0x300b ||
  unit === 0x300d ||
  unit === 0xff0c ||
  unit === 0xff1a ||
  unit === 0xff1b ||
  unit === 0xff09;
