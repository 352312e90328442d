import { GOLDEN, mixBits } from './hash-bits.ts';
import type { Features } from './hash-features.ts';

const blockLength = 255;
const planeCount = 8;

/**
 * 64 bits, each the majority among the hashes' bits at its place: sets that have most in common differ in few.
 * Source: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002; features weigh what they
 * occur (Manku, Jain, Das Sarma, "Detecting Near-Duplicates for Web Crawling", WWW 2007).
 */
export const simhash = ({ hashes, count }: Features): Uint8Array => {
  const bits = new Uint8Array(8);
  const view = new DataView(bits.buffer);
  view.setUint32(0, majority(hashes, count, 0), true);
  view.setUint32(4, majority(hashes, count, GOLDEN), true);
  return bits;
};

/** A tie counts as zero. */
const majority = (hashes: Int32Array, count: number, seed: number): number => {
  const totals = new Uint32Array(32);
  for (let start = 0; start < count; start += blockLength) {
    addBlock(totals, hashes, { start, end: Math.min(count, start + blockLength), seed });
  }
  let result = 0;
  for (let bit = 0; bit < 32; bit++) if (2 * (totals[bit] ?? 0) > count) result |= 1 << bit;
  return result >>> 0;
};

/**
 * Adds 32 counters at once: plane p holds bit p of each, and a hash is added as a carry that ripples up the planes, which
 * one block can't overflow.
 */
const addBlock = (
  totals: Uint32Array,
  hashes: Int32Array,
  { start, end, seed }: { readonly start: number; readonly end: number; readonly seed: number },
): void => {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = start; at < end; at++) {
    let carry = mixBits((hashes[at] ?? 0) ^ seed);
    let next = a & carry;
    a ^= carry;
    carry = b & next;
    b ^= next;
    next = c & carry;
    c ^= carry;
    carry = d & next;
    d ^= next;
    next = e & carry;
    e ^= carry;
    carry = f & next;
    f ^= next;
    next = g & carry;
    g ^= carry;
    h ^= next;
  }
  const planes = [a, b, c, d, e, f, g, h];
  for (let bit = 0; bit < 32; bit++) {
    let total = 0;
    for (let plane = planeCount - 1; plane >= 0; plane--)
      total = 2 * total + (((planes[plane] ?? 0) >>> bit) & 1);
    totals[bit] = (totals[bit] ?? 0) + total;
  }
};
