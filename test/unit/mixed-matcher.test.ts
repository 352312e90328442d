import { describe, expect, it } from 'vitest';
import { createMixedMatcher } from '../../lib/operators/keywords/mixed-matcher.ts';

const words = ['sale', '日结', 'c++', '$cash', '加vx'];
const foundIn = (text: string): readonly string[] =>
  createMixedMatcher(words)(text).map(({ wordIndex }) => words[wordIndex] ?? '');

describe('words of both kinds of script', () => {
  it.each([
    ['a sale today', ['sale']],
    ['wholesale, sales', []],
    ['全场SALE啦', ['sale']],
    ['兼职日结200元', ['日结']],
    ['学c++吧', ['c++']],
    ['请加VX', ['加vx']],
    ['日结 and a sale, 加VX', ['日结', 'sale', '加vx']],
  ])('are found in %j as %j', (text, expected) => {
    expect(foundIn(text)).toEqual(expected);
  });

  it('are whole words only where they begin or end with a letter or digit', () => {
    expect(foundIn('get$cash now')).toEqual(['$cash']);
    expect(foundIn('get $cashier now')).toEqual([]);
    expect(foundIn('c++17')).toEqual(['c++']);
    expect(foundIn('objc++')).toEqual([]);
  });
});
