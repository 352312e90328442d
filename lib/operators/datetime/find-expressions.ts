import { matchChineseDate } from './chinese-date.ts';
import { matchChineseTime } from './chinese-time.ts';
import { matchClock } from './clock-matcher.ts';
import { matchEnglishDate } from './english-date.ts';
import type { Expression } from './expression.ts';
import { createInertTest } from './inert-text.ts';
import { type DayOrder, matchNumericDate } from './numeric-date.ts';

const NUMERALS = '零〇○一二两兩三四五六七八九十廿卅';

/** What makes a place worth a closer look. */
const SIGN = /[0-9０-９年点點时時]/g;

/** The dates and times of a text, in order and apart. */
export const findExpressions = (given: string, order: DayOrder): readonly Expression[] => {
  const found: Expression[] = [];
  let text = given;
  let isInert: ReturnType<typeof createInertTest> | undefined;
  let doneUntil = 0;
  SIGN.lastIndex = 0;
  // Of the ways to go through a text, this is the fastest: no match is made, and only its end is asked for.
  while (SIGN.test(text)) {
    const index = SIGN.lastIndex - 1;
    if (text.charAt(index) >= '０') text = halfWidth(text);
    const end = endOfDigits(text, index);
    const expression = expressionAt(text, { index, end }, order, found.at(-1));
    SIGN.lastIndex = end;
    if (expression === undefined || expression.start < doneUntil) continue;
    isInert ??= createInertTest(text);
    if (isInert(expression.start, expression.end)) continue;
    found.push(expression);
    doneUntil = expression.end;
    SIGN.lastIndex = Math.max(end, doneUntil);
  }
  return found;
};

/** Of the same length, so that places stay where they are. */
const halfWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ：／－．]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );

/** Where the digits that start at an index end; the next index where there are none. */
const endOfDigits = (text: string, start: number): number => {
  let end = start + 1;
  if (!isDigit(text.charCodeAt(start))) return end;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
};

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

interface Sign {
  readonly index: number;
  readonly end: number;
}

const expressionAt = (
  text: string,
  { index, end }: Sign,
  order: DayOrder,
  last: Expression | undefined,
): Expression | undefined => {
  if (!isDigit(text.charCodeAt(index))) {
    const start = startOfNumerals(text, index);
    if (start === index) return undefined;
    return text.charAt(index) === '年' ? matchChineseDate(text, start) : matchChineseTime(text, start, last);
  }
  const length = end - index;
  if (length > 4 || length === 3) return undefined;
  return numberAt(text, index, text.charAt(end), order, last);
};

/** Where the Chinese numerals before a sign start, at most four, which are a year; at the sign where there are none. */
const startOfNumerals = (text: string, sign: number): number => {
  const end = text.charAt(sign - 1) === ' ' ? sign - 1 : sign;
  let start = end;
  while (start > 0 && end - start < 4 && NUMERALS.includes(text.charAt(start - 1))) start--;
  return start === end ? sign : start;
};

/** What a number of one, two or four digits starts or stands in, by the character after it. */
const numberAt = (
  text: string,
  index: number,
  next: string,
  order: DayOrder,
  last: Expression | undefined,
): Expression | undefined => {
  switch (next) {
    case '年':
      return matchChineseDate(text, index);
    case '点':
    case '點':
    case '时':
    case '時':
      return matchChineseTime(text, index, last);
    case ':':
    case '：':
      return matchClock(text, index, last);
    case '-':
    case '/':
    case '.':
    case '－':
    case '／':
    case '．':
      return (
        matchNumericDate(text, index, order, last) ??
        matchEnglishDate(text, index, last) ??
        matchClock(text, index, last)
      );
    case ' ':
    case '\u3000':
      return (
        matchInWords(text, index, last) ??
        matchChineseDate(text, index) ??
        matchChineseTime(text, index, last)
      );
    default:
      return /[,\u00a0\u202fa-z–—~]/i.test(next) ? matchInWords(text, index, last) : undefined;
  }
};

const matchInWords = (text: string, index: number, last: Expression | undefined): Expression | undefined =>
  matchEnglishDate(text, index, last) ?? matchClock(text, index, last);
