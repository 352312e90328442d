import { hash } from 'node:crypto';
import { GOLDEN, mixBits } from './hash-bits.ts';

/** SHA-256 of code units: equal for equal texts, and nobody can make it equal for others. */
export const hashExactly = (units: Uint16Array): Uint8Array => {
  const bytes = new Uint8Array(units.buffer, units.byteOffset, units.byteLength);
  return hash('sha256', bytes, 'buffer');
};

/** Bands of a text that is compared with its equals only: all of them follow from its hash. */
export const exactBands = (digest: Uint8Array, count: number): Uint32Array => {
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  const bands = new Uint32Array(2 * count);
  bands.forEach((_, place) => {
    const word = view.getInt32((4 * place) % digest.length, true);
    bands[place] = mixBits(word ^ Math.imul(place, GOLDEN));
  });
  return bands;
};

/** The sketch of such a text: its hash, as often as it takes. */
export const exactSketch = (digest: Uint8Array, sizeBytes: number): Uint8Array =>
  new Uint8Array(sizeBytes).map((_, at) => digest[at % digest.length] ?? 0);
