import type { BandPlan } from './band-plan.ts';
import { GOLDEN, mixBits } from './hash-bits.ts';

/** 64 bits for each band of a sketch; bands of different places never meet. */
export const bandsOf = (values: Int32Array, { bands: count, rows }: BandPlan): Uint32Array => {
  const bands = new Uint32Array(2 * count);
  for (let band = 0, at = 0; band < count; band++) {
    let high = Math.imul(band + 1, GOLDEN);
    let low = ~high;
    for (let row = 0; row < rows; row++) {
      const value = values[at++] ?? 0;
      high = mixBits(high ^ value);
      low = Math.imul(low ^ value, GOLDEN);
      low ^= low >>> 15;
    }
    bands[2 * band] = high;
    bands[2 * band + 1] = mixBits(low);
  }
  return bands;
};

/**
 * One bit of each value, by a hash of its place's own, so that values that stand in several places don't agree or differ in
 * all of them at once. Source: Li, König, "b-Bit Minwise Hashing", WWW 2010: above a
 * similarity of 0.5 one bit tells most a byte.
 */
export const bitsOf = (values: Int32Array): Uint8Array => {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (let at = 0; at < values.length; at++) {
    const bit = mixBits((values[at] ?? 0) ^ Math.imul(at + 1, GOLDEN)) & 1;
    bits[at >>> 3] = (bits[at >>> 3] ?? 0) | (bit << (at & 7));
  }
  return bits;
};
