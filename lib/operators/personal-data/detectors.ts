import { hasIdCheckDigit, hasLuhnDigit, hasVinCheckDigit, isDate } from './checksums.ts';
import { isAddressContext, isIpv6, isVersionContext } from './number-context.ts';

export const PERSONAL_DATA_KINDS = [
  'mobile_number',
  'id_card',
  'email',
  'url',
  'license_plate_cn',
  'ip_address',
  'mac_address',
  'imei',
  'passport',
  'vin',
] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** Finds one form of one kind. Patterns are linear: no quantifier stands inside another over the same characters. */
export interface Detector {
  readonly kind: PersonalDataKind;
  /** Cheap: false for nearly all texts without the kind, never false for one with it. */
  readonly mayOccur: RegExp | string;
  readonly pattern: RegExp;
  readonly isValid?: (match: string, place: { readonly text: string; readonly start: number }) => boolean;
}

const digits = (text: string): string => text.replace(/\D/g, '');
const notInside = '(?<![0-9A-Za-z])';
const notBefore = '(?![0-9A-Za-z])';
// What ends a web address in running text: spaces, quotes, brackets, and any Chinese character or punctuation.
const addressCharacter = '[^\\s<>"\'`{}|\\\\^（）《》【】「」“”‘’，。；：！？、\\u4e00-\\u9fff]';
const hostLabel = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';

const looksLikeIdCard = (number: string): boolean =>
  regions.has(number.slice(0, 2)) &&
  isDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))) &&
  hasIdCheckDigit(number);

/** First two digits of the region in an identity number (GB/T 2260). */
const regions = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

export const DETECTORS: readonly Detector[] = [
  {
    kind: 'url',
    mayOccur: '://',
    pattern: new RegExp(`(?<![A-Za-z])(?:https?|ftps?|wss?)://${addressCharacter}+`, 'gi'),
  },
  {
    kind: 'url',
    mayOccur: /www\./i,
    pattern: new RegExp(
      `(?<![\\w@.-])www(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){2,8}(?::\\d{1,5})?(?:[/?#]${addressCharacter}*)?`,
      'gi',
    ),
  },
  {
    kind: 'url',
    // Hosts in Chinese, under the top-level domains in Chinese.
    mayOccur: /\.(?:中国|公司|网络|中文网|我爱你|在线|网址|商城)/,
    pattern: new RegExp(
      `(?:[a-z0-9\\u4e00-\\u9fff-]{1,63})\\.(?:中国|公司|网络|中文网|我爱你|在线|网址|商城)(?:/${addressCharacter}*)?`,
      'giu',
    ),
  },
  {
    kind: 'email',
    mayOccur: '@',
    pattern: new RegExp(
      `(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?@(?:${hostLabel}\\.){1,8}(?:[A-Za-z]{2,24}|[\\u4e00-\\u9fff]{2,4})(?![A-Za-z0-9-])`,
      'gu',
    ),
  },
  {
    kind: 'mobile_number',
    mayOccur: /1[3-9]\d[- ]?\d{4}/,
    pattern: /(?<![0-9A-Za-z.])(?:(?:\+|00)86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?![0-9A-Za-z]|[.,]\d)/g,
  },
  {
    kind: 'mobile_number',
    // E.164 (7 to 15 digits) as people write it: a plus, the country, groups.
    mayOccur: /\+\d/,
    pattern:
      /(?<![0-9A-Za-z+.])\+[1-9]\d{0,2}[- .]?(?:\(\d{1,4}\)[- .]?)?\d{2,5}(?:[- .]?\d{2,5}){1,3}(?![0-9A-Za-z]|[.,]\d)/g,
    isValid: (match) => digits(match).length >= 9 && digits(match).length <= 15,
  },
  {
    kind: 'id_card',
    mayOccur: /\d{17}[\dXx]/,
    pattern: /(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/g,
    isValid: looksLikeIdCard,
  },
  {
    kind: 'id_card',
    mayOccur: /\d{15}/,
    // The form before 1999 has no check digit: only a text that speaks of one makes it one.
    pattern: /(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])/g,
    isValid: (match, place) =>
      regions.has(match.slice(0, 2)) &&
      isDate(1900 + Number(match.slice(6, 8)), Number(match.slice(8, 10)), Number(match.slice(10, 12))) &&
      /身份证|证件号|\bID\b|identity/i.test(place.text.slice(Math.max(0, place.start - 24), place.start)),
  },
  {
    kind: 'license_plate_cn',
    mayOccur: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Z\d]/,
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\- ]?(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳领])(?![A-Za-z0-9])|使\d{6}(?!\d)/g,
    isValid: (match) => /\d{2}/.test(match),
  },
  {
    kind: 'ip_address',
    mayOccur: /\d\.\d{1,3}\.\d{1,3}\.\d/,
    pattern:
      /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\w-]|\.\d)/g,
    isValid: (match, place) => !isVersionContext(match, place),
  },
  {
    kind: 'ip_address',
    mayOccur: /:[0-9a-f]{0,4}:/i,
    pattern: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi,
    isValid: isIpv6,
  },
  {
    kind: 'mac_address',
    mayOccur: /[:-][0-9a-f]{2}[:-]|\.[0-9a-f]{4}\./i,
    pattern:
      /(?<![0-9A-Za-z:.-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z]|[:-][0-9a-f])|(?<![0-9A-Za-z.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9A-Za-z]|\.\w)/gi,
    // A dotted date or price has no letter; a real address may lack one too, but then it says so.
    isValid: (match, place) => !match.includes('.') || /[a-f]/i.test(match) || isAddressContext(place),
  },
  {
    kind: 'imei',
    mayOccur: /\d{2}[- ]?\d{6}/,
    pattern: new RegExp(`${notInside}\\d{2}([- ]?)\\d{6}\\1\\d{6}\\1\\d${notBefore}`, 'g'),
    isValid: (match) => hasLuhnDigit(digits(match)) && !/^0+$/.test(digits(match)),
  },
  {
    kind: 'passport',
    mayOccur: /[EGDSPKM][A-Z]?\d{7}/,
    pattern: new RegExp(
      `${notInside}(?:E[A-HJ-NP-Z]\\d{7}|[EGDSP]\\d{8}|(?:DE|SE|PE|MA|KJ)\\d{7})${notBefore}`,
      'g',
    ),
  },
  {
    kind: 'passport',
    mayOccur: /passport|护照/i,
    pattern:
      /(?<=(?:passport(?: (?:no|number))?|护照(?:号码?)?)\.?[ :：#]{0,3})[A-Z0-9]{6,9}(?![0-9A-Za-z])/gi,
    isValid: (match) => /\d{4}/.test(match),
  },
  {
    kind: 'vin',
    mayOccur: /[A-HJ-NPR-Z0-9]{17}/,
    pattern: new RegExp(`${notInside}[A-HJ-NPR-Z0-9]{17}${notBefore}`, 'g'),
    // Makers outside North America need no check digit; then the text has to say what it is.
    isValid: (match, place) =>
      /[A-Z]/.test(match) &&
      /\d/.test(match) &&
      (hasVinCheckDigit(match) ||
        /VIN|车架号|识别码|chassis/i.test(place.text.slice(Math.max(0, place.start - 24), place.start))),
  },
];
