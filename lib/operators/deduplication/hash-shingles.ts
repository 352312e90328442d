import { GOLDEN, mixBits } from './hash-bits.ts';

/**
 * Writes a 32-bit hash of every run of `length` symbols, in order, and gives how many there are. Each hash follows from
 * the one before it (Rabin and Karp), so that long runs cost no more than short ones.
 */
export const hashShingles = (
  symbols: Uint16Array | Uint32Array,
  length: number,
  hashes: Int32Array,
): number => {
  const count = symbols.length - length + 1;
  if (count <= 0) return 0;
  let hash = 0;
  for (let at = 0; at < length; at++) hash = (Math.imul(hash, GOLDEN) + (symbols[at] ?? 0)) | 0;
  hashes[0] = mixBits(hash);
  const leaving = powerOf(GOLDEN, length);
  for (let at = 1; at < count; at++) {
    const next = symbols[at + length - 1] ?? 0;
    hash = (Math.imul(hash, GOLDEN) + next - Math.imul(symbols[at - 1] ?? 0, leaving)) | 0;
    hashes[at] = mixBits(hash);
  }
  return count;
};

/** Modulo 2^32. */
const powerOf = (base: number, exponent: number): number => {
  let power = 1;
  for (let factor = 0; factor < exponent; factor++) power = Math.imul(power, base);
  return power;
};
