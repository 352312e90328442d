import { afterEmoji, isEmoji } from './after-emoji.ts';
import {
  isCloser,
  isEastAsian,
  isLower,
  isQuote,
  isSpace,
  isUpper,
  ROLE,
  ROLE_OF_UNIT,
} from './character-roles.ts';
import { goesOn } from './full-stop.ts';
import { ASTERISK, afterEmphasis, isInTitle, isTitleEnd, type Place } from './titles-and-emphasis.ts';

/** A sentence of a text, [start, end) in code units, without the spaces around it. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** Whether end punctuation closes it. */
  readonly isComplete: boolean;
}

/**
 * The sentences of a line of a text, from left to right; only the last can be incomplete. Chinese and English end marks
 * count, with the closing quotes and brackets behind them; full stops in numbers, addresses, abbreviations and
 * initials, and anything between back-quotes, do not.
 */
export const sentencesOf = (text: string, from: number, to: number): readonly Sentence[] => {
  const sentences: Sentence[] = [];
  let start = skipSpaces(text, from, to);
  let codeFrom = 0;
  for (let at = nextMark(text, start, to); at < to; at = nextMark(text, at, to)) {
    if (ROLE_OF_UNIT[text.charCodeAt(at)] === ROLE.code) {
      // Once no back-quote has been found up to the end of the line, none is looked for again.
      const after: number = codeFrom === -1 ? -1 : afterCode(text, at, to);
      codeFrom = after;
      at = after === -1 ? at + 1 : after;
      continue;
    }
    const end = endAt(text, { at, start, to });
    if (end < 0) {
      at = ~end;
      continue;
    }
    sentences.push({ start, end, isComplete: true });
    start = skipSpaces(text, end, to);
    at = start;
  }
  const end = trimEnd(text, start, to);
  if (end > start) sentences.push({ start, end, isComplete: false });
  return sentences;
};

/** Place of the next character that has a role, or `to`. A table is faster here than a pattern. */
const nextMark = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && ROLE_OF_UNIT[text.charCodeAt(at)] === ROLE.none) at++;
  return at;
};

/** End of the sentence that the mark closes, or the complement (`~`) of where to look on. */
const endAt = (text: string, mark: Place): number => {
  const after = afterMarks(text, mark.at, mark.to);
  const closed = afterClosers(text, after, mark.to);
  if (closed >= mark.to) return closed;
  return isSpecial(text.charCodeAt(closed))
    ? endBeforeSpecial(text, mark, { after, closed })
    : endBehind(text, mark, { after, closed });
};

/** The places behind the marks, and behind the quotes and brackets that close there. */
interface Behind {
  readonly after: number;
  readonly closed: number;
}

/** What a sentence ends before only in its own way: titles that close, asterisks, emoji. */
const isSpecial = (unit: number): boolean => isTitleEnd(unit) || unit === ASTERISK || isEmoji(unit);

const endBeforeSpecial = (text: string, mark: Place, { after, closed }: Behind): number => {
  const next = text.charCodeAt(closed);
  if (isTitleEnd(next)) return ~closed;
  if (next === ASTERISK) {
    const emphasized = afterEmphasis(text, mark, closed);
    return emphasized >= mark.to ? emphasized : endBehind(text, mark, { after, closed: emphasized });
  }
  const behind = afterEmoji(text, closed, mark.to);
  return isLower(text.charCodeAt(skipSpaces(text, behind, mark.to))) ? ~behind : behind;
};

const endBehind = (text: string, mark: Place, behind: Behind): number => {
  const { at, to } = mark;
  const { after, closed } = behind;
  switch (ROLE_OF_UNIT[text.charCodeAt(at)]) {
    case ROLE.end:
    case ROLE.semicolon:
      return closed;
    case ROLE.mark:
      return endsAtMark(text, mark, behind) && !isInTitle(text, mark, closed) ? closed : ~closed;
    case ROLE.ellipsis:
      return startsSentence(text, closed, to) && !isInTitle(text, mark, closed) ? closed : ~closed;
    default:
      if (after > at + 1) return startsSentence(text, closed, to) ? closed : ~closed;
      return goesOn(text, mark, closed) ? ~closed : closed;
  }
};

const endsAtMark = (text: string, { at, start, to }: Place, { after, closed }: Behind): boolean => {
  if (at === start) return false;
  const next = text.charCodeAt(closed);
  const last = text.charCodeAt(closed - 1);
  // "(really?) he" and （真的？）他: a bracket is part of a sentence, and so are quoted words before a small letter.
  if (isSpace(next)) {
    const follower = text.charCodeAt(skipSpaces(text, closed, to));
    if (closed > after) return !isLower(follower);
    // `x ? y : z`
    return !isSpace(text.charCodeAt(at - 1)) || !isLower(follower);
  }
  if (closed > after && !isQuote(last)) return false;
  return (
    isUpper(next) ||
    (isEastAsian(next) && !isEastAsianComma(next)) ||
    isOpeningQuote(next) ||
    next === ASTERISK
  );
};

/** Whether a sentence seems to start here, spaces aside. */
const startsSentence = (text: string, from: number, to: number): boolean => {
  const at = skipSpaces(text, from, to);
  if (at >= to) return true;
  const unit = text.charCodeAt(at);
  return isUpper(unit) || isOpeningQuote(unit) || (isEastAsian(unit) && !isEastAsianComma(unit));
};

const isOpeningQuote = (unit: number): boolean =>
  unit === 0x201c || unit === 0x2018 || unit === 0x300c || unit === 0x300e || unit === 0xab;

/** 、，：；: they go on. */
const isEastAsianComma = (unit: number): boolean =>
  unit === 0x3001 || unit === 0xff0c || unit === 0xff1a || unit === 0xff1b;

const afterMarks = (text: string, from: number, to: number): number => {
  let at = from + 1;
  while (at < to) {
    const role = ROLE_OF_UNIT[text.charCodeAt(at)] ?? ROLE.none;
    if (role === ROLE.none || role === ROLE.code) break;
    at++;
  }
  return at;
};

const afterClosers = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && isCloser(text.charCodeAt(at))) at++;
  return at;
};

/** End of the code that back-quotes at `from` open, or -1 when they do not close before `to`. */
const afterCode = (text: string, from: number, to: number): number => {
  const opened = skipCode(text, from, to);
  let at = opened;
  while (at < to && text.charCodeAt(at) !== 0x60) at++;
  return at >= to ? -1 : skipCode(text, at, to);
};

const skipCode = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && text.charCodeAt(at) === 0x60) at++;
  return at;
};

export const skipSpaces = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
};

export const trimEnd = (text: string, from: number, to: number): number => {
  let at = to;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
};
