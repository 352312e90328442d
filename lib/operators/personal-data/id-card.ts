import { hasIdCheckDigit, isDate } from './checksums.ts';
import { isOtherNumber } from './context.ts';
import { type Detector, matchAt, textOf } from './detector.ts';

/** Resident identity numbers of China: 18 characters with a check digit (GB 11643-1999), or the 15 digits of before. */
export const idCard: Detector = {
  kind: 'id_card',
  anchor: 'number',
  find: (text, { start }) => {
    const span = matchAt(form, text, start);
    if (span === undefined || isInsideNumber(text, start)) return undefined;
    const number = textOf(text, span).replace(/[ -]/g, '');
    if (number.length === 18) return isResidentNumber(number) ? span : undefined;
    return isOldResidentNumber(number) && !isOtherNumber(text, span) ? span : undefined;
  },
};

const form = /[1-9]\d{5}(?:([ -]?)\d{8}\1\d{3}[\dXx]|\d{9})(?![0-9A-Za-z_]|[.-]\d)/y;

const isInsideNumber = (text: string, start: number): boolean =>
  /[.-]/.test(text.charAt(start - 1)) && /\d/.test(text.charAt(start - 2));

const isResidentNumber = (number: string): boolean =>
  REGIONS.has(number.slice(0, 2)) &&
  isDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))) &&
  hasIdCheckDigit(number);

/** Without a check digit, the district has to be one at least. */
const isOldResidentNumber = (number: string): boolean =>
  !number.startsWith('00', 2) &&
  !number.startsWith('00', 4) &&
  REGIONS.has(number.slice(0, 2)) &&
  isDate(1900 + Number(number.slice(6, 8)), Number(number.slice(8, 10)), Number(number.slice(10, 12)));

/** First two digits of an identity number (GB/T 2260). */
const REGIONS = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);
