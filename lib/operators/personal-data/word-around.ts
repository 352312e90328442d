import type { Span } from './detector.ts';

/**
 * The run of ASCII letters, digits and underscores around a place. A label written onto its number, as in
 * `Tel13812345678`, is no part of it.
 */
export const wordAround = (text: string, at: number): Span => {
  let start = at;
  while (start > 0 && isWordUnit(text.charCodeAt(start - 1))) start--;
  let end = at + 1;
  while (end < text.length && isWordUnit(text.charCodeAt(end))) end++;
  if (start === at) return { start, end };
  label.lastIndex = start;
  return { start: label.test(text) ? label.lastIndex : start, end };
};

const label = /(?:tel|phone|mobile|wechat|weixin|[vw]x|ip|imei)_?(?=\d)/iy;

/** The shortest number that is written in one piece. */
const shortestNumber = 6;

/** False of short words that no group of digits follows: years, counts, ordinals. */
export const mayBeNumber = (text: string, { start, end }: Span): boolean => {
  if (end - start >= shortestNumber) return true;
  const next = text.charCodeAt(end);
  if (next === BRACKET_OPEN || next === BRACKET_CLOSED || next === WIDE_BRACKET_CLOSED) return true;
  const after = text.charCodeAt(end + 1);
  return GROUP_SEPARATORS.has(next) && (isDigit(after) || after === BRACKET_OPEN);
};

const BRACKET_OPEN = 0x28;
const BRACKET_CLOSED = 0x29;
const WIDE_BRACKET_CLOSED = 0xff09;
/** Space, no-break space, hyphens, dashes, full stop. */
const GROUP_SEPARATORS = new Set([0x20, 0xa0, 0x2d, 0x2e, 0x2010, 0x2011, 0x2012, 0x2013]);

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

const isWordUnit = (unit: number): boolean =>
  isDigit(unit) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f;
