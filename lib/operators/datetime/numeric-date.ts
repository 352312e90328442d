import { realDate } from './calendar-date.ts';
import {
  type DateExpression,
  dateExpression,
  type Expression,
  matchAt,
  textAfter,
  textBefore,
} from './expression.ts';

/** How 03/04/2025 is read. */
export type DayOrder = 'month-first' | 'day-first';

/** 2025-3-3, 2025/03/03, 2025.03.03, and with the year last, after what was found `last`. */
export const matchNumericDate = (
  text: string,
  index: number,
  order: DayOrder,
  last: Expression | undefined,
): DateExpression | undefined => {
  const match = matchAt(YEAR_FIRST, text, index) ?? matchAt(YEAR_LAST, text, index);
  if (match === null) return undefined;
  const [whole, first = '', separator = '', second = '', third = ''] = match;
  const end = index + whole.length;
  if (!isApart(text, index, end, separator)) return undefined;
  if (separator === '.' && !isDottedDate(text, index, whole) && !isEndOfRange(text, index, last))
    return undefined;
  const date =
    first.length === 4
      ? realDate(Number(first), Number(second), Number(third))
      : yearLastDate({ first: Number(first), second: Number(second), year: Number(third) }, separator, order);
  return dateExpression(index, end, date);
};

/** A web page's 2025-03-0310:00 has lost the space before its time. */
const YEAR_FIRST = /(\d{4})([-/.－／．])(\d{1,2})\2(\d\d(?=\d\d:\d\d(?!\d))|\d{1,2}(?!\d))/y;
const YEAR_LAST = /(\d{1,2})([-/.－／．])(\d{1,2})\2(\d{4})(?!\d)/y;

/** Of two small numbers the order decides; dots are written where the day comes first. */
const yearLastDate = (
  { first, second, year }: { readonly first: number; readonly second: number; readonly year: number },
  separator: string,
  order: DayOrder,
) => {
  if (separator === '.') return realDate(year, second, first);
  const monthFirst = realDate(year, first, second);
  const dayFirst = realDate(year, second, first);
  return order === 'month-first' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
};

/** Not a part of a path, a number, a name, an address or an assignment; another date may adjoin it. */
const isApart = (text: string, start: number, end: number, separator: string): boolean => {
  const before = textBefore(text, start, 12);
  if (/[\w.\-/\\@#&=%$€£¥￥+－／．]$/.test(before) && !endsDate(before, separator)) return false;
  if (/\d[:：]$/.test(before)) return false;
  const after = textAfter(text, end, 8);
  if (/^[\w@#%]/.test(after)) return /^(?:T\d|\d\d:)/.test(after);
  return (
    !/^[-/.:－／．][\w/]/.test(after) || startsDate(after, separator) || /^:\d\d:\d\d:/.test(`${after}:`)
  );
};

/** 2025/3/1-2025/3/5, 2025-03-01/2025-03-05. */
const endsDate = (before: string, separator: string): boolean =>
  /\d:\d\d(?: [AP]M)?-$/.test(before) ||
  (/\d([-/.])\d{1,4}[-/]$/.exec(before)?.[1] === separator && !before.endsWith(separator));
const startsDate = (after: string, separator: string): boolean =>
  /^[-/]\d{1,4}([-/.])\d/.exec(after)?.[1] === separator && !after.startsWith(separator);

/** Versions are written with dots as well: 2024.1.2, 2.10.2025. */
const isDottedDate = (text: string, start: number, whole: string): boolean => {
  const before = textBefore(text, start, 24);
  if (/(?:\bv|ver\.?|version|release|build|版本号?|版号?|第)[\s:：]*$/i.test(before)) return false;
  if (/\d{4}[.．]\d\d[.．]\d\d$|^\d\d[.．]\d\d[.．]\d{4}$/.test(whole)) return true;
  return whole.search(/\d{4}/) === 0 && CALENDAR_START.test(before);
};

/** 2025.3.3-2025.3.5 */
const isEndOfRange = (text: string, start: number, last: Expression | undefined): boolean =>
  last?.kind === 'date' && /^ ?[-–—~～至到] ?$/.test(text.slice(last.end, start));

const CALENDAR_START =
  /(?:^|[\u2e80-\u9fff\n（）()，。：；、“”《》|]|\b(?:on|by|since|from|until|till|to|before|after|between|and|dated?:?))\s*$/i;
