import { GOLDEN, mixBits } from './hash-bits.ts';

/**
 * Writes the sketch of a set of hashes: `size` values, of which two sets have each in common with a probability equal to
 * their Jaccard similarity. The same hash given more than once counts once; without hashes all values are the same.
 */
export type Sketch = (hashes: Int32Array, count: number) => Int32Array;

/** What a bin holds that no hash has fallen into. */
const EMPTY = 0x7f_ff_ff_ff;

/** Other bins that an empty one asks, before it chooses among all that have something. */
const triesPerBin = 8;

/**
 * Sketches as good as those of `size` permutations of MinHash for the price of one: every hash falls into one bin, where
 * the smallest stays; an empty bin borrows from the first full one of a sequence of its own. The probability holds for
 * borrowed values as well, as both sets ask in the same order.
 * The array given is good until the next call.
 * Source: Li, Owen, Zhang, "One Permutation Hashing", NIPS 2012; Shrivastava, "Optimal Densification for Fast and
 * Accurate Minwise Hashing", ICML 2017.
 */
export const createSketch = (size: number): Sketch => {
  const minima = new Int32Array(size);
  const full = new Uint16Array(size);
  const lenders = Uint16Array.from(
    { length: size * triesPerBin },
    (_, place) => (mixBits(place + 1) >>> 0) % size,
  );

  return (hashes, count) => {
    keepSmallest(minima, hashes, count);
    if (count > 0 && minima.includes(EMPTY)) borrow(minima, lenders, full);
    return minima;
  };
};

const keepSmallest = (minima: Int32Array, hashes: Int32Array, count: number): void => {
  const size = minima.length;
  minima.fill(EMPTY);
  for (let at = 0; at < count; at++) {
    const hash = hashes[at] ?? 0;
    // The upper half chooses the bin, all of it the place inside.
    const bin = Math.imul(hash >>> 16, size) >>> 16;
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
    minima[bin] = Math.min(minima[bin] ?? 0, mixed ^ (mixed >>> 12));
  }
};

const borrow = (minima: Int32Array, lenders: Uint16Array, full: Uint16Array): void => {
  const isFull = new Uint8Array(minima.length);
  const fullCount = listFull(minima, full, isFull);
  for (let bin = 0; bin < minima.length; bin++) {
    if (isFull[bin] === 1) continue;
    const end = (bin + 1) * triesPerBin;
    let place = bin * triesPerBin;
    while (place < end && isFull[lenders[place] ?? 0] === 0) place++;
    const lender = place < end ? (lenders[place] ?? 0) : chooseFull(bin, full, fullCount);
    minima[bin] = minima[lender] ?? 0;
  }
};

/** Gives how many bins are full. */
const listFull = (minima: Int32Array, full: Uint16Array, isFull: Uint8Array): number => {
  let count = 0;
  for (let bin = 0; bin < minima.length; bin++) {
    if (minima[bin] === EMPTY) continue;
    full[count++] = bin;
    isFull[bin] = 1;
  }
  return count;
};

/** The first of the full bins in an order of the empty one's own. */
const chooseFull = (bin: number, full: Uint16Array, fullCount: number): number => {
  const seed = Math.imul(bin + 1, GOLDEN);
  let chosen = 0;
  let least = EMPTY;
  for (let place = 0; place < fullCount; place++) {
    const candidate = full[place] ?? 0;
    const rank = mixBits(seed ^ candidate);
    if (rank >= least) continue;
    least = rank;
    chosen = candidate;
  }
  return chosen;
};
