import type { DateExpression, Expression, TimeExpression } from './expression.ts';
import { PERIOD } from './half-day.ts';

/** What stands between a date and its time, or a time and its date, so that both are one. */
const DATE_THEN_TIME = /^(?:T|:|[ \t\u3000]{0,2}[,，]?[ \t\u3000]{0,2}(?:at |@ ?|的|[早晚夜])?)$/;
const TIME_THEN_DATE = /^(?:(?:, ?| )(?:on )?(?:the )?)?$/;

export const isOne = (text: string, first: Expression, second: Expression): boolean => {
  if (first.kind === second.kind) return false;
  const between = text.slice(first.end, second.start);
  // 3日晚2点 may be of the night before or after; 3日晚8点 is of the day.
  if (/[晚夜]$/.test(between) && second.kind === 'time' && second.time.hour < 17) return false;
  return first.kind === 'date' ? DATE_THEN_TIME.test(between) : TIME_THEN_DATE.test(between);
};

/** Whether a number starts where the time of a date would: 3点 after a date is an hour. */
export const isAfterDate = (text: string, index: number, last: Expression | undefined): boolean =>
  last?.kind === 'date' && /^(?:T|:|[ \t\u3000]{0,2}(?:at |@ ?|的)?)$/.test(text.slice(last.end, index));

/** Whether a time starts where a range that another time opened would end. */
export const isAfterTime = (
  text: string,
  index: number,
  last: Expression | undefined,
): last is TimeExpression =>
  last?.kind === 'time' && /^(?: ?(?:[-–—]|to|and) ?|[~～到至])$/.test(text.slice(last.end, index));

/** The same of a Chinese hour, which after a dash on its own may be a number of points. */
export const isAfterTimeInChinese = (
  text: string,
  index: number,
  last: Expression | undefined,
): last is TimeExpression => last?.kind === 'time' && /^[-–—~～到至]$/.test(text.slice(last.end, index));

const WEEKDAY =
  '(?:(?:星期|[礼禮]拜|[周週])[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\.?)';
const TIME_FOLLOWS = new RegExp(
  `^(?:T\\d|[\\s（(]{0,3}(?:${WEEKDAY})?[\\s）)]{0,3}(?:的|in the )?(?:${PERIOD}|[早晚夜]|(?:\\d{1,2}|[零一二两三四五六七八九十]{1,3})[点點时時]|\\b(?:morning|noon|afternoon|evening|night|midnight|dawn|dusk)\\b)|[\\s,，（(]{0,3}(?:${WEEKDAY})?[\\s,，）)]{0,3}(?:的|at |@ ?|around |about )?(?:${PERIOD} ?)?(?:\\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:[点點时時][\\d一二两三四五六七八九十半整钟]|[:：]\\d\\d| ?[ap]\\.?m))`,
  'i',
);
const TIME_PRECEDES = new RegExp(
  `(?:morning|noon|afternoon|evening|night|midnight|dawn|dusk|\\d[:：]\\d\\d(?: ?[ap]\\.?m\\.?)?|\\d ?[ap]\\.?m\\.?|o'clock)(?: of|,)?(?: on)?(?: the)?(?: ${WEEKDAY})?,? ?$`,
  'i',
);

/** Whether the words around a date speak of a time, so that the date alone would be no midnight. */
export const hasTimeNearby = (text: string, { start, end }: DateExpression): boolean =>
  TIME_FOLLOWS.test(text.slice(end, end + 24)) ||
  TIME_PRECEDES.test(text.slice(Math.max(0, start - 40), start));
