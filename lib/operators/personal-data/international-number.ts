import type { Span } from './detector.ts';

/** ITU-T E.164, section 6: at most fifteen digits with the country code. */
const mostDigits = 15;
const fewestDigits = 9;
/** Written in one, a number of fewer digits is more often something else. */
const fewestDigitsInOne = 10;

/** Country codes that are in use (ITU operational bulletin, E.164 D). */
const countryCode =
  /^(?:1|7|2(?:0|7|1[1-368]|[2346]\d|5[0-8]|9[01789])|3(?:[0-469]|5\d|7[0-8]|8[0-35-79])|4(?:[0134-9]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|7[02-9]|8[0-35-9]|9[0-2])|8(?:[1246]|5[02356]|80|86)|9(?:[0-58]|6\d|7[0-7]|9[2-68]))/;

/**
 * The number at `+44 20 7946 0958` or `0044 20 7946 0958`: prefix, country code, groups. Without the plus it has to be
 * written in groups, for else it may be any number that starts with zeros.
 */
export const internationalNumberAt = (text: string, start: number): Span | undefined => {
  const hasPlus = text.charAt(start) === '+';
  if (hasPlus ? /\w/.test(text.charAt(start - 1)) : !text.startsWith('00', start)) return undefined;
  const isBracketed = hasPlus && text.charAt(start - 1) === '(';
  const ends = groupEnds(text, start + (hasPlus ? 1 : 2), isBracketed);
  const last = ends.findLast(({ end, digits }) => {
    const isInOne = /^\+?\d+$/.test(text.slice(start, end));
    const isLongEnough = digits.length >= (isInOne ? fewestDigitsInOne : fewestDigits);
    return isLongEnough && (hasPlus || !isInOne) && isPlausible(digits) && !goesOn(text, end);
  });
  return (
    last && {
      start: isBracketed && closesFirst.test(text.slice(start, last.end)) ? start - 1 : start,
      end: last.end,
    }
  );
};

/** `+41) …`, opened before the plus. */
const closesFirst = /^\+\d+\)/;

/** A letter, a digit or a decimal behind: what ends there is no number by itself. */
const goesOn = (text: string, end: number): boolean => /^(?:\w|[.,]\d)/.test(text.slice(end, end + 2));

interface GroupEnd {
  readonly end: number;
  /** All digits up to there. */
  readonly digits: string;
}

const group = /[ .\-\u00a0\u2010-\u2013]?\(?(\d+)\)?/y;

/** Where each group of digits ends, as far as fifteen digits go; of a bracketed country, the bracket closes behind it. */
const groupEnds = (text: string, from: number, isBracketed: boolean): readonly GroupEnd[] => {
  const ends: GroupEnd[] = [];
  let digits = '';
  group.lastIndex = from;
  for (let match = group.exec(text); match !== null; match = group.exec(text)) {
    // A bracket with nothing but an area's trunk digit, as in +44 (0)20, is not dialled.
    digits += match[0].endsWith('(0)') ? '' : (match[1] ?? '');
    if (digits.length > mostDigits) break;
    // A bracket that was not opened inside the number is not part of it.
    const isClosing = match[0].endsWith(')') && !match[0].includes('(');
    const isForeign = isClosing && !(isBracketed && ends.length === 0);
    ends.push({ end: group.lastIndex - (isForeign ? 1 : 0), digits });
    if (isForeign) break;
  }
  return ends;
};

const isPlausible = (digits: string): boolean => {
  const code = countryCode.exec(digits)?.[0];
  if (code === undefined) return false;
  const national = digits.slice(code.length);
  if (code === '1') return /^[2-9]\d{2}[2-9]\d{6}$/.test(national);
  return national.length >= 6 && !national.startsWith('00');
};
