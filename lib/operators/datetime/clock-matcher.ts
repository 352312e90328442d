import { isInEvening, isMidnight, isOtherPair, isSaidToBeTime } from './clock-context.ts';
import { type ClockParts, realTime } from './clock-time.ts';
import { isAfterDate, isAfterTime } from './connection.ts';
import { type Expression, matchAt, type TimeExpression, textAfter, textBefore } from './expression.ts';
import { hourOfHalf, hourOfPeriod, PERIOD } from './half-day.ts';

/** Finds 15:30, 3:30:20 p.m., 下午3:30 or 3 p.m. whose hour starts at an index, after what was found `last`. */
export const matchClock = (
  text: string,
  index: number,
  last: Expression | undefined,
): TimeExpression | undefined => matchMinutes(text, index, last) ?? matchHour(text, index);

const MINUTES = /(\d{1,2})[:：](\d{2})(?:[:：](\d{2})([.,]\d{1,9}(?!\d))?)?/y;
/** 7.30pm */
const DOTTED_MINUTES = /(\d{1,2})\.(\d{2})(?=[ \u00a0]?[ap]\.?m\b)/iy;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly parts: ClockParts & { readonly hour: number };
}

const matchMinutes = (
  text: string,
  index: number,
  last: Expression | undefined,
): TimeExpression | undefined => {
  const match = matchAt(MINUTES, text, index) ?? matchAt(DOTTED_MINUTES, text, index);
  if (match === null) return undefined;
  const [whole, hour = '', minute, second, fraction = ''] = match;
  const end = index + whole.length;
  if (isOtherPair(text, index, end)) return undefined;
  const parts = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), fraction };
  const written = { start: index, end, parts };
  const half = halfAt(text, written);
  const period = PERIOD_BEFORE.exec(textBefore(text, index, 3))?.[0];
  if (half !== undefined && (half.length > 0 || period === undefined))
    return sameTime(withHalf(written, half), period && withPeriod(written, period));
  if (period !== undefined) return withPeriod(written, period);
  const isLikely = hour.length === 2 || (minute === '00' && second === undefined);
  return withoutHalf(text, written, isLikely, last);
};

/** `isLikely`: of 15:30 and 9:00, other than of 3:30, the form alone tells that they are times. */
const withoutHalf = (
  text: string,
  written: Written,
  isLikely: boolean,
  last: Expression | undefined,
): TimeExpression | undefined => {
  const { start, end, parts } = written;
  const isEndOfRange = isAfterTime(text, start, last);
  if (!isEndOfRange && PAIR_BEFORE.test(textBefore(text, start, 6))) return undefined;
  const isTime =
    isLikely || isEndOfRange || isAfterDate(text, start, last) || isSaidToBeTime(text, start, end);
  if (!isTime) return undefined;
  const zone = zoneOf(text, written);
  const time = realTime({ ...parts, hour: hourInWords(text, written), zone });
  return time && { kind: 'time', start, end: end + zone.length, time, hasHalf: false };
};

const ZONE = /Z(?!\w)| ?[+-](?:0\d|1[0-4]):?[0-5]\d(?![\d:])/y;

/** Without seconds, as in 9:00-12:00, the second time is the end of a range. */
const zoneOf = (text: string, { start, end }: Written): string => {
  const hasSeconds = text.slice(start, end).split(/[:：]/).length > 2;
  return hasSeconds || text.charAt(start - 1) === 'T' ? (matchAt(ZONE, text, end)?.[0] ?? '') : '';
};

/** The end of a range, such as of verses, whose start is no time. */
const PAIR_BEFORE = /\d[:：]\d\d ?[-–—~] ?$/;

/** 今晚8:30, 7:20 in the evening: the words stay, for they may say the day as well. */
const hourInWords = (text: string, { start, end, parts: { hour } }: Written): number | undefined => {
  if (isMidnight(text, start, hour)) return undefined;
  const isTwelveHours = hour > 0 && hour < 12 && text.charAt(start) !== '0' && end - start < 6;
  if (!isTwelveHours) return hour;
  const after = textAfter(text, end, 24);
  const isNight = isInEvening(text, start, hour) || (hour > 4 && NIGHT.test(after));
  return isNight || AFTERNOON.test(after) ? hour + 12 : hour;
};

const AFTERNOON =
  /^,? (?:in the|this|that|tomorrow|yesterday|(?:on )?[A-Z][a-z]+day) (?:afternoon|evening)\b/;
const NIGHT = /^,? (?:tonight|at night|last night|(?:this|tomorrow|(?:on )?[A-Z][a-z]+day) night)\b/;

const PERIOD_BEFORE = new RegExp(`${PERIOD} ?$`);

const withPeriod = ({ start, end, parts }: Written, period: string): TimeExpression | undefined => {
  const time = realTime({ ...parts, hour: hourOfPeriod(parts.hour, period) });
  return time && { kind: 'time', start: start - period.length, end, time, hasHalf: true };
};

/** 下午3:30 PM is one time, unless its two words contradict each other. */
const sameTime = (
  half: TimeExpression | undefined,
  period: TimeExpression | '' | undefined,
): TimeExpression | undefined => {
  if (half === undefined || !period) return half;
  return half.time.hour === period.time.hour ? { ...half, start: period.start } : undefined;
};

interface Half {
  readonly letter: string;
  readonly length: number;
}

const HALF = /[ \u00a0\u202f]?(?:([ap])(?:\. ?m\b\.?|m\b)|([AP])(?:\. ?M\b\.?|M\b))/y;

/** Written after the time, or after the end of the range that it starts. */
const halfAt = (text: string, { start, end }: Written): Half | undefined => {
  const [whole = '', small, capital] = matchAt(HALF, text, end) ?? [];
  const letter = small ?? capital;
  if (letter !== undefined)
    return { letter, length: whole.length - (endsSentence(text, end, whole) ? 1 : 0) };
  const ofRange = halfOfRange(text, start);
  return ofRange && { letter: ofRange, length: 0 };
};

const withHalf = ({ start, end, parts }: Written, { letter, length }: Half): TimeExpression | undefined => {
  const time = realTime({ ...parts, hour: hourOfHalf(parts.hour, letter) });
  return time && { kind: 'time', start, end: end + length, time, hasHalf: true };
};

/** Whether the last full stop of p.m. ends the sentence too, and has to stay: not before a zone, a weekday or a date. */
const endsSentence = (text: string, index: number, half: string): boolean =>
  half.endsWith('.') &&
  SENTENCE_END.test(textAfter(text, index + half.length, 20)) &&
  !ONLY_TIMES.test(textBefore(text, index, 40));

/** A line such as `- 9:00 a.m. to 5:00 p.m.` is no sentence. */
const ONLY_TIMES = /(?:^|\n)(?:[\d:.,;\s|*•"'(–—-]|[ap]\.?m\.?|to|and)*$/i;

const SENTENCE_END =
  /^["'”’)]*(?:\s*$|\s+["'“‘(]?(?![A-Z]{2,5}\b)(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)[A-Z])/;

const RANGE = /(\d{1,2})(?::\d\d)? ?(?:[-–—]|to|and) ?(\d{1,2})(?::\d\d)?[ \u00a0]?([apAP])(?:\.?m|\.?M)\b/y;

/** 2–5 p.m.: the first hour is in the same half of the day unless it would come after the second. */
const halfOfRange = (text: string, index: number): 'a' | 'p' | undefined => {
  const match = matchAt(RANGE, text, index);
  if (match === null) return undefined;
  const [, first = '', second = '', letter = ''] = match;
  if (![first, second].every((hour) => Number(hour) > 0 && Number(hour) <= 12)) return undefined;
  const isMorning = letter.toLowerCase() === 'a';
  const isSame = Number(first) % 12 < Number(second) % 12;
  return isMorning === isSame ? 'a' : 'p';
};

const HOUR =
  /(\d{1,2})(?= ?(?:[-–—]|to|and) ?\d{1,2}(?::\d\d)?[ \u00a0]?[ap]\.?m\b|[ \u00a0\u202f]?[ap]\.? ?m\b)/iy;

const matchHour = (text: string, index: number): TimeExpression | undefined => {
  const hour = matchAt(HOUR, text, index)?.[1];
  if (hour === undefined || Number(hour) > 12) return undefined;
  const before = textBefore(text, index, 12);
  if (PERIOD_BEFORE.test(before)) return undefined;
  if (/[\w.:：/\\$€£¥#=+]$|(?<!\d|m\.?)-$/.test(before)) return undefined;
  const end = index + hour.length;
  // I am 3 am: a verb.
  if (/^ am\b/.test(textAfter(text, end, 4)) && !HOUR_BEFORE.test(before)) return undefined;
  const written = { start: index, end, parts: { hour: Number(hour) } };
  const half = halfAt(text, written);
  return half && withHalf(written, half);
};

const HOUR_BEFORE =
  /(?:\b(?:at|by|until|till?|around|about|before|after|since|from|to|between|and|every|@)|[-–—,(]) ?$|\d ?[-–—]$/i;
