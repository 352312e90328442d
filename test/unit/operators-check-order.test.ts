import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../lib/operators/check-order.ts';

const operators = {
  start: { id: 'start-node', category: 'unclassified' },
  filter: { id: 'text-length-filtering', category: 'filtering' },
  synthesis: { id: 'question-synthesis', category: 'synthesis' },
  end: { id: 'end-node', category: 'unclassified' },
} as const;
const order = (...names: readonly (keyof typeof operators)[]) =>
  checkOrder(names.map((name) => operators[name]));

describe('the order of operators', () => {
  it.each([
    [['start', 'filter', 'synthesis', 'end']],
    [['filter', 'synthesis']],
    [['synthesis']],
    [['start', 'end']],
    [['filter', 'filter']],
  ] as const)('may be %j', (names) => {
    expect(() => order(...names)).not.toThrow();
  });

  it.each([
    [['synthesis', 'filter'], 'question-synthesis'],
    [['start', 'filter', 'synthesis', 'filter', 'end'], 'question-synthesis'],
    [['synthesis', 'synthesis'], 'question-synthesis'],
    [['filter', 'start'], 'start-node'],
    [['start', 'start'], 'start-node'],
    [['end', 'filter'], 'end-node'],
    [['end', 'end'], 'end-node'],
  ] as const)('can not be %j', (names, operator) => {
    expect(() => order(...names)).toThrow(
      expect.objectContaining({ code: 'ModelArts.72020087', details: expect.objectContaining({ operator }) }),
    );
  });
});
