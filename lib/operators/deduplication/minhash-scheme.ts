import { type BandPlan, planBands } from './band-plan.ts';
import { bandsOf, bitsOf } from './minhash-bands.ts';
import type { Scheme } from './scheme.ts';
import { sharedBits } from './shared-bits.ts';
import { createSketch } from './similarity-sketch.ts';

interface MinhashOptions extends Partial<BandPlan> {
  readonly threshold: number;
  readonly permutations: number;
}

/** Texts whose sets of shingles have an estimated Jaccard similarity of `threshold` at least. */
export const createMinhashScheme = ({ threshold, permutations, ...asked }: MinhashOptions): Scheme => {
  const plan = planBands(threshold, permutations, asked);
  const sketch = createSketch(permutations);
  return {
    bandCount: plan.bands,
    sketchBytes: permutations / 8,
    keyOf: ({ hashes, count }) => {
      const values = sketch(hashes, count);
      return { bands: bandsOf(values, plan), sketch: bitsOf(values) };
    },
    similarity: (one, other) => {
      // Half of the bits of different values are equal by chance.
      const similarity = 2 * sharedBits(one, other) - 1;
      return similarity >= threshold ? similarity : undefined;
    },
  };
};
