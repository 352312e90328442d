import { hasIdCheckDigit, hasLuhnDigit } from './checksums.ts';
import type { KeyedPermutation } from './keyed-permutation.ts';
import type { PersonalDataKind } from './personal-data-kind.ts';

/** What a pseudonym is made of. */
export interface PseudonymMaterial {
  /** A keyed hash of the data. */
  readonly hex: string;
  /** Sixty decimal digits of the same. */
  readonly digits: string;
  /** The data, its spelling evened out. */
  readonly data: string;
  readonly permute: KeyedPermutation;
}

/**
 * Forms of pseudonyms, which look like what they replace and are valid nowhere. Where a form has room for few, data is
 * counted and put into another order instead of hashed, so that what is alike in its first characters never meets.
 */
export const PSEUDONYM_FORMS: Readonly<Record<PersonalDataKind, (material: PseudonymMaterial) => string>> = {
  // No mobile number of China starts with 10, 11 or 12.
  mobile_number: ({ hex, digits, data, permute }) => {
    const tail = /^1[3-9]\d{9}$/.test(data)
      ? permute(Number(data.slice(2)), { size: 1e9, tweak: `mobile ${data.slice(0, 2)}` })
      : Number(digits.slice(0, 9));
    return `1${byteOf(hex) % 3}${String(tail).padStart(9, '0')}`;
  },
  // No region has the number 99.
  id_card: ({ digits, data }) =>
    data.length === 15
      ? `99${digits.slice(0, 13)}`
      : withWrongDigit(`99${digits.slice(0, 15)}`, hasIdCheckDigit),
  // RFC 2606, section 3.
  email: ({ hex }) => `user-${hex.slice(0, 12)}@example.com`,
  url: ({ hex }) => `https://example.com/${hex.slice(0, 12)}`,
  // Plates have no letter I.
  license_plate_cn: (material) => {
    const { hex, data } = material;
    return `${PROVINCES[byteOf(hex) % PROVINCES.length]}I${plateTail(data, material)}`;
  },
  // RFC 3849, and class E of RFC 1112, section 4.
  ip_address: (material) =>
    material.data.includes(':') ? documentationAddress(material.hex) : classEAddress(material),
  // IEEE 802, section 8.2: with the group bit, no device has it.
  mac_address: ({ hex }) => ['03', ...(hex.slice(0, 10).match(/../g) ?? [])].join(':'),
  imei: ({ digits }) => withWrongDigit(`00${digits.slice(0, 12)}`, hasLuhnDigit),
  // ICAO 9303, part 3: XX is no state.
  passport: ({ digits, data, permute }) => {
    const place = placeOfChinesePassport(data);
    if (place === undefined) return `XX1${encoded(Number(digits.slice(0, 15)) % 34 ** 8, 8)}`;
    return `XX0${encoded(permute(place, { size: 34 ** 6, tweak: 'passport' }), 6)}`;
  },
  // ISO 3779: no Q.
  vin: ({ hex }) => `Q${hex.slice(0, 16).toUpperCase()}`,
};

/** Pseudonyms that are found as data when a text is done again: they stay. */
export const OWN_FORMS: Partial<Readonly<Record<PersonalDataKind, RegExp>>> = {
  email: /^user-[0-9a-f]{12}@example\.com$/,
  url: /^https:\/\/example\.com\/[0-9a-f]{12}$/,
  ip_address: /^(?:24\d|25[0-4])\.|^2001:db8(?::[0-9a-f]{4}){6}$/,
  mac_address: /^03(?::[0-9a-f]{2}){5}$/,
  passport: /^XX(?:0[0-9A-Z]{6}|1[0-9A-Z]{8})$/,
};

/** Digits and letters, without those that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const PROVINCES = [...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'];

const byteOf = (hex: string): number => Number.parseInt(hex.slice(-2), 16);

const encoded = (index: number, length: number): string => {
  let [rest, text] = [index, ''];
  for (let count = 0; count < length; count++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
};

/** The place of a text among all of its length; undefined where it has other characters. */
const decoded = (text: string): number | undefined => {
  const digits = [...text].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) return undefined;
  return digits.reduce((place, digit) => place * ALPHABET.length + digit, 0);
};

const plateTail = (data: string, { digits, permute }: PseudonymMaterial): string => {
  const [office, number] = [data.slice(0, 2), data.slice(2)];
  const place = number.length === 5 || number.length === 6 ? decoded(number) : undefined;
  if (place === undefined) return encoded(Number(digits.slice(0, 15)), 5);
  const size = ALPHABET.length ** number.length;
  return encoded(permute(place, { size, tweak: `plate ${office}` }), number.length);
};

/** Beginnings of Chinese passport and travel permit numbers, each with how many numbers follow it. */
const PASSPORT_STARTS: readonly (readonly [start: string, count: number])[] = [
  ...[...'EGDSP'].map((letter) => [letter, 1e8] as const),
  ...[...'ABCDEFGHJKLMNPQRSTUVWXYZ'].map((letter) => [`E${letter}`, 1e7] as const),
  ...['PE', 'SE', 'DE'].map((letters) => [letters, 1e7] as const),
];

/** The place of a number among all that there can be: fewer than a pseudonym's six characters can tell apart. */
const placeOfChinesePassport = (data: string): number | undefined => {
  if (!/^(?:[A-Z]\d{8}|[A-Z]{2}\d{7})$/.test(data)) return undefined;
  const ownStart = data.replace(/\d+$/, '');
  let before = 0;
  for (const [start, count] of PASSPORT_STARTS) {
    if (start === ownStart) return before + Number(data.slice(start.length));
    before += count;
  }
  return undefined;
};

const documentationAddress = (hex: string): string =>
  ['2001', 'db8', ...(hex.slice(0, 24).match(/..../g) ?? [])].join(':');

const classEAddress = ({ hex, data, permute }: PseudonymMaterial): string => {
  const [network = '', ...others] = data.split('.');
  const host = others.reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const isAddress = others.length === 3 && host < 2 ** 24;
  const place = isAddress
    ? permute(host, { size: 2 ** 24, tweak: `network ${network}` })
    : Number.parseInt(hex.slice(0, 6), 16);
  return [240 + (byteOf(hex) % 15), place >> 16, (place >> 8) & 255, place & 255].join('.');
};

const withWrongDigit = (body: string, isRight: (number: string) => boolean): string =>
  [`${body}0`, `${body}1`].find((number) => !isRight(number)) ?? body;
