import type { AST } from '@eslint-community/regexpp';
import { type Ranges, rangesOf } from './character-ranges.ts';

/** The places of a pattern that match a character, and which place may come after which, and in how many ways. */
export interface PositionAutomaton {
  readonly ranges: readonly Ranges[];
  /** By position: how many ways lead to each next position; more than one is ambiguous. */
  readonly follow: readonly ReadonlyMap<number, number>[];
}

/** A quantifier with at most this many repetitions can't make backtracking explode by itself. */
const longLoop = 20;

interface Fragment {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const empty: Fragment = { isNullable: true, first: [], last: [] };

/**
 * Builds the automaton of positions (Glushkov 1961) of a pattern. Assertions and back references count as empty; the
 * insides of lookarounds are given as automata of their own.
 */
export const positionAutomata = (pattern: AST.Pattern): readonly PositionAutomaton[] => {
  const automata: PositionAutomaton[] = [];
  const lookarounds: AST.LookaroundAssertion[] = [];
  const ranges: Ranges[] = [];
  const follow: Map<number, number>[] = [];

  const connect = (from: readonly number[], to: readonly number[]): void => {
    for (const position of from) {
      const ways = follow[position];
      for (const next of to) ways?.set(next, (ways.get(next) ?? 0) + 1);
    }
  };
  const sequence = (one: Fragment, other: Fragment): Fragment => {
    connect(one.last, other.first);
    return {
      isNullable: one.isNullable && other.isNullable,
      first: one.isNullable ? [...one.first, ...other.first] : one.first,
      last: other.isNullable ? [...one.last, ...other.last] : other.last,
    };
  };
  const alternatives = (nodes: readonly AST.Alternative[]): Fragment => {
    const fragments = nodes.map(({ elements }) => elements.map(build).reduce(sequence, empty));
    return {
      isNullable: fragments.some(({ isNullable }) => isNullable),
      first: fragments.flatMap(({ first }) => first),
      last: fragments.flatMap(({ last }) => last),
    };
  };
  const build = (node: AST.Element): Fragment => {
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return alternatives(node.alternatives);
      case 'Quantifier': {
        const body = build(node.element);
        if (node.max > longLoop) connect(body.last, body.first);
        return node.max === 0 ? empty : { ...body, isNullable: body.isNullable || node.min === 0 };
      }
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind') lookarounds.push(node);
        return empty;
      case 'Backreference':
        return empty;
      default: {
        const position = ranges.push(rangesOf(node)) - 1;
        follow.push(new Map());
        return { isNullable: false, first: [position], last: [position] };
      }
    }
  };

  const finish = (nodes: readonly AST.Alternative[]): void => {
    alternatives(nodes);
    automata.push({ ranges: ranges.splice(0), follow: follow.splice(0) });
  };
  finish(pattern.alternatives);
  for (let inner = lookarounds.shift(); inner !== undefined; inner = lookarounds.shift())
    finish(inner.alternatives);
  return automata;
};
