import { doMeet } from './character-ranges.ts';
import type { PositionAutomaton } from './position-automaton.ts';

/** Beyond this many pairs the answer would take too long; such a pattern is left to the time limit. */
const mostPairs = 250_000;

/**
 * True when a loop of the pattern can match one text in two ways: each turn then doubles what backtracking has to try
 * (exponential degree of ambiguity; Weber and Seidl 1991, criterion EDA).
 */
export const isExponential = ({ ranges, follow }: PositionAutomaton): boolean => {
  const loopOf = loops(follow);
  if (follow.some((ways, from) => [...ways].some(([to, count]) => count > 1 && isInLoop(loopOf, from, to)))) return true;
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
        return staysIn && doMeet(ranges[nextOne] ?? [], ranges[nextOther] ?? []) ? [[nextOne, nextOther] as const] : [];
      }),
    );
  const size = ranges.length;
  const seen = new Set<number>();
  const pending: (readonly [number, number])[] = positions.map((position) => [position, position] as const);
  const previous = new Map<number, number[]>();
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [one, other] = pair;
    const key = one * size + other;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const next of nextPairs(one, other)) {
      const nextKey = next[0] * size + next[1];
      previous.set(nextKey, [...(previous.get(nextKey) ?? []), key]);
      pending.push(next);
    }
  }
  // Backwards from the pairs of equals: does any pair of different places lead to one?
  const leads = new Set<number>();
  const back = positions.map((position) => position * size + position);
  for (let key = back.pop(); key !== undefined; key = back.pop()) {
    for (const before of previous.get(key) ?? []) {
      if (leads.has(before)) continue;
      leads.add(before);
      if (Math.floor(before / size) !== before % size) return true;
      back.push(before);
    }
  }
  return false;
};

/** For each position the number of its loop (strongly connected component), -1 outside of loops; Tarjan 1972. */
const loops = (follow: PositionAutomaton['follow']): readonly number[] => {
  const order = new Array<number>(follow.length).fill(-1);
  const low = new Array<number>(follow.length).fill(0);
  const loopOf = new Array<number>(follow.length).fill(-1);
  const stack: number[] = [];
  const onStack = new Set<number>();
  let counter = 0;
  let loopCount = 0;

  const visit = (position: number): void => {
    order[position] = low[position] = counter++;
    stack.push(position);
    onStack.add(position);
    for (const next of follow[position]?.keys() ?? []) {
      if (order[next] === -1) {
        visit(next);
        low[position] = Math.min(low[position] ?? 0, low[next] ?? 0);
      } else if (onStack.has(next)) {
        low[position] = Math.min(low[position] ?? 0, order[next] ?? 0);
      }
    }
    if (low[position] === order[position]) closeComponent(position);
  };
  const closeComponent = (root: number): void => {
    const members = stack.splice(stack.lastIndexOf(root));
    for (const member of members) onStack.delete(member);
    const isLoop = members.length > 1 || follow[root]?.has(root) === true;
    if (isLoop) for (const member of members) loopOf[member] = loopCount;
    loopCount++;
  };
  for (let position = 0; position < follow.length; position++) if (order[position] === -1) visit(position);
  return loopOf;
};
