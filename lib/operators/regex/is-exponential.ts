import { doMeet, type Ranges } from './character-ranges.ts';
import { loopsOf } from './loops-of.ts';
import type { PositionAutomaton } from './position-automaton.ts';

/** Comparisons of places, after which a pattern is too tangled to be judged. */
const mostComparisons = 2_000_000;

/**
 * True when a loop of the pattern can match one text in two ways: each turn then doubles what backtracking has to try
 * (exponential degree of ambiguity; Weber and Seidl 1991, criterion EDA). True as well of loops too tangled to be judged.
 */
export const isExponential = ({ ranges, follow }: PositionAutomaton): boolean => {
  const doPlacesMeet = meetingPlaces(ranges);
  return loopsOf(follow).some((loop) => {
    const members = new Set(loop);
    const next = new Map(
      loop.map((place) => [place, [...(follow[place] ?? [])].filter(([to]) => members.has(to))]),
    );
    const isAmbiguousStep = [...next.values()].some((steps) => steps.some(([, ways]) => ways > 1));
    return isAmbiguousStep || hasAmbiguousPair(loop, next, doPlacesMeet);
  });
};

type Step = readonly [to: number, ways: number];
type Steps = ReadonlyMap<number, readonly Step[]>;

/** Two different places that one text leads to from one place of the loop, and that one text leads back to it. */
const hasAmbiguousPair = (
  loop: readonly number[],
  next: Steps,
  doPlacesMeet: (one: number, other: number) => boolean,
): boolean => {
  const size = Math.max(...loop) + 1;
  const start = (loop[0] ?? 0) * (size + 1);
  const previous = new Map<number, number[]>([[start, []]]);
  const pending = [start];
  let comparisonCount = 0;
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const steps = next.get(Math.floor(pair / size)) ?? [];
    const otherSteps = next.get(pair % size) ?? [];
    comparisonCount += steps.length * otherSteps.length;
    if (comparisonCount > mostComparisons) return true;
    for (const reached of commonSteps(steps, otherSteps, doPlacesMeet).map(
      ([one, other]) => one * size + other,
    )) {
      const from = previous.get(reached);
      if (from === undefined) pending.push(reached);
      previous.set(reached, from ?? []);
      previous.get(reached)?.push(pair);
    }
  }
  return isReachedFromUnequal(start, previous, size);
};

/** The pairs of places that one character leads to. */
const commonSteps = (
  steps: readonly Step[],
  otherSteps: readonly Step[],
  doPlacesMeet: (one: number, other: number) => boolean,
): readonly (readonly [number, number])[] =>
  steps.flatMap(([one]) =>
    otherSteps.filter(([other]) => doPlacesMeet(one, other)).map(([other]) => [one, other] as const),
  );

/** Goes back from a pair of equals: does it come from a pair of different places? */
const isReachedFromUnequal = (
  start: number,
  previous: ReadonlyMap<number, readonly number[]>,
  size: number,
): boolean => {
  const seen = new Set([start]);
  const pending = [start];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (Math.floor(pair / size) !== pair % size) return true;
    for (const before of previous.get(pair) ?? []) {
      if (seen.has(before)) continue;
      seen.add(before);
      pending.push(before);
    }
  }
  return false;
};

/** Whether two places can match the same character; places of the same kind are compared once. */
const meetingPlaces = (ranges: readonly Ranges[]): ((one: number, other: number) => boolean) => {
  const kinds = new Map<string, number>();
  const kindOf = ranges.map((it) => {
    const key = it.join(';');
    const kind = kinds.get(key) ?? kinds.size;
    kinds.set(key, kind);
    return kind;
  });
  const known = new Map<number, boolean>();
  return (one, other) => {
    const key = (kindOf[one] ?? 0) * ranges.length + (kindOf[other] ?? 0);
    const answer = known.get(key) ?? doMeet(ranges[one] ?? [], ranges[other] ?? []);
    known.set(key, answer);
    return answer;
  };
};
