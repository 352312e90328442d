import { GOLDEN, mixBits } from './hash-bits.ts';

/**
 * Two hashes of 64 bits that differ in at most `distance` of them agree in two of `distance + 2` blocks: a band for each
 * pair of blocks, so that a band holds enough bits for few records to share it by chance.
 * Source: Manku, Jain, Das Sarma, "Detecting Near-Duplicates for Web Crawling", WWW 2007, section 3.
 */
export const pairsOfBlocks = (distance: number): readonly (readonly [number, number])[] => {
  const count = distance + 2;
  return Array.from({ length: count }, (_, one) =>
    Array.from({ length: count - one - 1 }, (_unused, step) => [one, one + step + 1] as const),
  ).flat();
};

/** 64 bits for each pair of blocks; pairs never meet. */
export const blockBands = (
  bits: Uint8Array,
  pairs: readonly (readonly [number, number])[],
  blockCount: number,
): Uint32Array => {
  const bands = new Uint32Array(2 * pairs.length);
  for (const [band, [one, other]] of pairs.entries()) {
    bands[2 * band] = mixBits(Math.imul(band + 1, GOLDEN) ^ blockOf(bits, one, blockCount));
    bands[2 * band + 1] = mixBits(Math.imul(band + 1, GOLDEN) ^ ~blockOf(bits, other, blockCount));
  }
  return bands;
};

/** Bits of a block, which ends where the next one starts: their lengths differ by at most one. */
const blockOf = (bits: Uint8Array, block: number, blockCount: number): number => {
  const length = 8 * bits.length;
  const end = Math.floor(((block + 1) * length) / blockCount);
  let value = 0;
  for (let at = Math.floor((block * length) / blockCount); at < end; at++) {
    value = (value << 1) | (((bits[at >>> 3] ?? 0) >>> (at & 7)) & 1);
  }
  return value;
};
