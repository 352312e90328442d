import { createHmac } from 'node:crypto';
import { foldFullWidth } from './fold-full-width.ts';
import { createKeyedPermutation } from './keyed-permutation.ts';
import type { PersonalDataKind } from './personal-data-kind.ts';
import { OWN_FORMS, PSEUDONYM_FORMS } from './pseudonym-forms.ts';

/** Gives what stands in place of a piece of personal data: the same for the same piece and key, wherever and whenever. */
export type Pseudonyms = (kind: PersonalDataKind, data: string) => string;

/**
 * Pseudonyms by HMAC-SHA256 (RFC 2104) of the kind and the data, its spelling evened out. They look like what they replace
 * and are valid nowhere: domains, addresses and prefixes that nobody is given, check digits that are wrong.
 */
export const createPseudonyms = (key: string): Pseudonyms => {
  const permute = createKeyedPermutation(key);
  return (kind, data) => {
    if (OWN_FORMS[kind]?.test(data)) return data;
    const normalized = normalizedData(kind, data);
    const hex = createHmac('sha256', key).update(`${kind}\0${normalized}`).digest('hex');
    return PSEUDONYM_FORMS[kind]({ hex, digits: digitsOf(hex), data: normalized, permute });
  };
};

/** Sixty decimal digits. */
const digitsOf = (hex: string): string => BigInt(`0x${hex}`).toString().padStart(78, '0').slice(-60);

/** What does not make another piece of data: width, and case and separators where they don't count. */
const normalizedData = (kind: PersonalDataKind, data: string): string => {
  const folded = foldFullWidth(data);
  if (kind === 'url') return folded;
  if (kind === 'email' || kind === 'ip_address') return folded.toLowerCase();
  const plain = folded.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return kind === 'mobile_number' ? plain.replace(/^(?:00)?86(?=1\d{10}$)/, '') : plain;
};
