import type { Barrier } from '../barrier.ts';

export const KEEP = ['first', 'best'] as const;

/**
 * Keeps one member of every group: the first, or the first of the best. Where records of an earlier data set are among
 * them, none of the others stays.
 */
export const keepOne =
  (keep: (typeof KEEP)[number]): Barrier<never>['judge'] =>
  (members) => {
    if (members.some(({ isReference }) => isReference)) {
      return members.map(({ isReference }) => (isReference ? undefined : 'in_earlier_data_set'));
    }
    const scores = members.map(({ score }) => score);
    const best = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    const kept = keep === 'first' ? 0 : scores.indexOf(best);
    return members.map((_, place) => (place === kept ? undefined : 'duplicate'));
  };
