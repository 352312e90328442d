import type { Barrier } from '../barrier.ts';

export const KEEP = ['first', 'best'] as const;

/**
 * Keeps one member of every group: the first, or the first of the best. Where records of an earlier data set are among
 * them, none of the others stays.
 */
export const keepOne =
  (keep: (typeof KEEP)[number]): Barrier<never>['judge'] =>
  ({ scores, referenceCount }) => {
    const isKnown = referenceCount > 0;
    const reasons = new Array<string | undefined>(scores.length).fill(
      isKnown ? 'in_earlier_data_set' : 'duplicate',
    );
    if (isKnown) return reasons.fill(undefined, 0, referenceCount);
    reasons[keep === 'first' ? 0 : firstBest(scores)] = undefined;
    return reasons;
  };

const firstBest = (scores: Float64Array): number => {
  let best = 0;
  for (let place = 1; place < scores.length; place++) {
    if ((scores[place] ?? 0) > (scores[best] ?? 0)) best = place;
  }
  return best;
};
