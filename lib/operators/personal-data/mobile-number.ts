import { isOtherNumber } from './context.ts';
import { type Detector, matchAt, type Span } from './detector.ts';
import { internationalNumberAt } from './international-number.ts';

/** Mobile numbers of China, international numbers, and the national forms that can't be mistaken. */
export const mobileNumber: Detector = {
  kind: 'mobile_number',
  anchor: 'number',
  find: (text, { start }) => {
    const bracketed = chineseBracketedFrom(text, start);
    if (bracketed !== undefined) return bracketed;
    if (isInsideNumber(text, start)) return undefined;
    if (text.charAt(start - 1) === '+') {
      return chineseNumberFrom(text, start, start - 1) ?? internationalNumberAt(text, start - 1);
    }
    const span =
      chineseNumberFrom(text, start, start) ??
      internationalNumberAt(text, start) ??
      nationalNumberAt(text, start);
    return span === undefined || isOtherNumber(text, span) ? undefined : span;
  },
};

const separator = '[ \\u00a0\\-\\u2010-\\u2013]?';
const endOfNumber = '(?![0-9A-Za-z_]|[.-]\\d|,\\d{3}(?!\\d))';
const chineseSubscriber = `1[3-9]\\d${separator}\\d{4}${separator}\\d{4}`;
const chinese = new RegExp(
  `(?:(?:00)?86${separator})?${chineseSubscriber}${endOfNumber}(?!${separator}\\d{4}(?!\\d))`,
  'y',
);
// Eleven digits in one may be followed by the next number of a list.
const chineseInOne = new RegExp(`(?:(?:00)?86${separator})?1[3-9]\\d{9}${endOfNumber}`, 'y');

const chineseNumberFrom = (text: string, at: number, start: number): Span | undefined => {
  const span = matchAt(chineseInOne, text, at) ?? matchAt(chinese, text, at);
  return span && { start, end: span.end };
};

const bracketedCountry = new RegExp(`[(（]\\+?(?:00)?86[)）]${separator}(?=${chineseSubscriber})`, 'y');

/** `(+86) 138…`, found at the 86. */
const chineseBracketedFrom = (text: string, at: number): Span | undefined => {
  const start = text.charAt(at - 1) === '+' ? at - 2 : at - 1;
  const bracket = text.charAt(start);
  if (bracket !== '(' && bracket !== '（') return undefined;
  const country = matchAt(bracketedCountry, text, start);
  return country && chineseNumberFrom(text, country.end, start);
};

/** True behind `3.`, `3-` and the like: the digits go on what began before. */
const isInsideNumber = (text: string, start: number): boolean =>
  /[.\-+]/.test(text.charAt(start - 1)) && /\w/.test(text.charAt(start - 2));

const nationalForms = [
  // North America: (415) 555-2671, 1-415-555-2671, 415.555.2671; not the service numbers 400 and 800.
  /(?:1[-. ])?\((?![48]00)[1-9]\d{2}\)[ -]?\d{3}[- ]\d{4}(?![\w-])/y,
  /(?:1[-. ])?(?![48]00)[1-9]\d{2}([-.])\d{3}\1\d{4}(?![\w-]|[.,]\d)/y,
  // China with full stops, or the prefix in brackets.
  /1[3-9]\d\.\d{4}\.\d{4}(?![\w-]|[.,]\d)/y,
  /\(1[3-9]\d\)[ -]?\d{4}[- ]?\d{4}(?![\w-]|[.,]\d)/y,
  // Japan, Korea, Taiwan and the United Kingdom.
  /0[789]0-\d{4}-\d{4}(?![\w-])/y,
  /01[0179]-\d{4}-\d{4}(?![\w-])/y,
  /09\d{2}-\d{3}-\d{3}(?![\w-])/y,
  /07\d{3} \d{6}(?![\w-])/y,
];

const nationalNumberAt = (text: string, at: number): Span | undefined => {
  const start = text.charAt(at - 1) === '(' ? at - 1 : at;
  for (const form of nationalForms) {
    const span = matchAt(form, text, start) ?? (start < at ? matchAt(form, text, at) : undefined);
    if (span !== undefined) return span;
  }
  return undefined;
};
