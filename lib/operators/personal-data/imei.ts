import { hasLuhnDigit } from './checksums.ts';
import { isAfter, isOtherNumber } from './context.ts';
import { type Detector, matchAt, textOf } from './detector.ts';

/** Device numbers of 15 digits (3GPP TS 23.003, section 6.2.1) whose check digit is right. */
export const imei: Detector = {
  kind: 'imei',
  anchor: 'number',
  find: (text, { start, end }) => {
    if (end - start !== 15 && end - start !== 2) return undefined;
    const span = matchAt(form, text, start);
    if (span === undefined || /\d[.-]$/.test(text.slice(Math.max(0, start - 2), start))) return undefined;
    const digits = textOf(text, span).replace(/[ -]/g, '');
    if (!hasLuhnDigit(digits)) return undefined;
    if (isAfter(text, start, imeiWord)) return span;
    return !ofOtherUse.test(digits) && !isOtherNumber(text, span) ? span : undefined;
  },
};

const form = /\d{2}(?:([ -])\d{6}\1\d{6}\1\d|\d{13})(?![0-9A-Za-z_]|[.-]\d)/y;
const imeiWord = /(?:imei|设备号|串号|设备识别码)[^\n]{0,12}$/i;
/** Payment cards of 15 digits have a check digit as well (ISO/IEC 7812-1: 34 and 37); no body allocates zeros. */
const ofOtherUse = /^(?:3[47]|00)/;
