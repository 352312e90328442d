import { blockBands, pairsOfBlocks } from './block-bands.ts';
import type { Scheme } from './scheme.ts';
import { sharedBits } from './shared-bits.ts';
import { simhash } from './simhash.ts';

const bitCount = 64;

/** Texts whose 64 bits differ in `distance` places at most; the similarity is the share of equal bits. */
export const createSimhashScheme = (distance: number): Scheme => {
  const pairs = pairsOfBlocks(distance);
  return {
    bandCount: pairs.length,
    sketchBytes: bitCount / 8,
    keyOf: (features) => {
      const sketch = simhash(features);
      return { bands: blockBands(sketch, pairs, distance + 2), sketch };
    },
    similarity: (one, other) => {
      const similarity = sharedBits(one, other);
      return similarity >= 1 - distance / bitCount ? similarity : undefined;
    },
  };
};
