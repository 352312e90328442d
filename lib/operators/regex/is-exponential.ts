import { doMeet } from './character-ranges.ts';
import { loopsOf } from './loops-of.ts';
import type { PositionAutomaton } from './position-automaton.ts';

/** Beyond this many pairs the answer would take too long; such a pattern is left to the time limit. */
const mostPairs = 250_000;

/**
 * True when a loop of the pattern can match one text in two ways: each turn then doubles what backtracking has to try
 * (exponential degree of ambiguity; Weber and Seidl 1991, criterion EDA).
 */
export const isExponential = ({ ranges, follow }: PositionAutomaton): boolean => {
  const loopOf = loopsOf(follow);
  if (follow.some((ways, from) => [...ways].some(([to, count]) => count > 1 && isInLoop(loopOf, from, to))))
    return true;
  const positionsByLoop = Map.groupBy(ranges.keys(), (position) => loopOf[position] ?? -1);
  for (const [loop, positions] of positionsByLoop) {
    if (loop === -1 || positions.length ** 2 > mostPairs) continue;
    if (hasAmbiguousPair({ ranges, follow }, positions, loopOf)) return true;
  }
  return false;
};

const isInLoop = (loopOf: readonly number[], from: number, to: number): boolean =>
  loopOf[from] !== -1 && loopOf[from] === loopOf[to];

/** Two different places that one text leads to from one place, and that one text leads back together. */
const hasAmbiguousPair = (
  { ranges, follow }: PositionAutomaton,
  positions: readonly number[],
  loopOf: readonly number[],
): boolean => {
  const nextPairs = (one: number, other: number): readonly (readonly [number, number])[] =>
    [...(follow[one]?.keys() ?? [])].flatMap((nextOne) =>
      [...(follow[other]?.keys() ?? [])].flatMap((nextOther) => {
        const staysIn = isInLoop(loopOf, one, nextOne) && isInLoop(loopOf, other, nextOther);
        return staysIn && doMeet(ranges[nextOne] ?? [], ranges[nextOther] ?? [])
          ? [[nextOne, nextOther] as const]
          : [];
      }),
    );
  const size = ranges.length;
  const equals = positions.map((position) => position * size + position);
  const previous = pairsBefore(equals, (pair) =>
    nextPairs(Math.floor(pair / size), pair % size).map(([one, other]) => one * size + other),
  );
  return leadsFromUnequal(equals, previous, size);
};

/** The pairs that are reached from the given ones; for each, those that lead to it. */
const pairsBefore = (
  starts: readonly number[],
  nextOf: (pair: number) => readonly number[],
): ReadonlyMap<number, readonly number[]> => {
  const previous = new Map<number, number[]>();
  const seen = new Set<number>();
  const pending = [...starts];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (seen.has(pair)) continue;
    seen.add(pair);
    for (const next of nextOf(pair)) {
      previous.set(next, [...(previous.get(next) ?? []), pair]);
      pending.push(next);
    }
  }
  return previous;
};

/** Backwards from the pairs of equals: does any pair of different places lead to one? */
const leadsFromUnequal = (
  equals: readonly number[],
  previous: ReadonlyMap<number, readonly number[]>,
  size: number,
): boolean => {
  const seen = new Set<number>();
  const pending = [...equals];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    for (const before of previous.get(pair) ?? []) {
      if (seen.has(before)) continue;
      seen.add(before);
      if (Math.floor(before / size) !== before % size) return true;
      pending.push(before);
    }
  }
  return false;
};
