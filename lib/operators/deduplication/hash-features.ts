import { hashShingles } from './hash-shingles.ts';
import { hashWords } from './hash-words.ts';

export const UNITS = ['character', 'word'] as const;

/** The shingles of a text as 32-bit hashes, in order; good until the next call. */
export interface Features {
  readonly hashes: Int32Array;
  readonly count: number;
}

/**
 * Hashes every run of `length` characters (UTF-16 code units) or words. A text of fewer runs than `length` has no
 * features: it is too short to be like another in part.
 */
export const createHashFeatures = (
  unit: (typeof UNITS)[number],
  length: number,
): ((units: Uint16Array) => Features) => {
  let words = new Uint32Array(0);
  let hashes = new Int32Array(1 << 14);
  return (units) => {
    if (units.length > hashes.length) hashes = new Int32Array(2 * units.length);
    if (unit === 'word' && words.length < hashes.length) words = new Uint32Array(hashes.length);
    const symbols = unit === 'word' ? words.subarray(0, hashWords(units, words)) : units;
    const count = hashShingles(symbols, length, hashes);
    return { hashes, count: count < length ? 0 : count };
  };
};
