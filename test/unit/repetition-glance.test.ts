import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRepetitionGlance } from '../../lib/operators/repetition/repetition-glance.ts';
import {
  REPETITION_LIMITS,
  type RepetitionLimits,
} from '../../lib/operators/repetition/repetition-limits.ts';
import { REPETITION_STATISTICS, repetitionOf } from '../../lib/operators/repetition/repetition-statistics.ts';

const exceeds = (text: string, limits: typeof REPETITION_LIMITS, fewestWords: number): boolean => {
  const { language, fractions } = repetitionOf(text, fewestWords);
  return REPETITION_STATISTICS.some((statistic) => fractions[statistic] > limits[language][statistic]);
};

/** One limit for all statistics, or for one of them alone. */
const limitsOf = (limit: number, only: string | undefined): typeof REPETITION_LIMITS => {
  const one: RepetitionLimits = {
    ...REPETITION_LIMITS.en,
    ...Object.fromEntries(
      REPETITION_STATISTICS.map((name) => [name, only === undefined || only === name ? limit : 1]),
    ),
  };
  return { en: one, zh: one };
};

describe('a glance at the repetition of a text', () => {
  const units = fc.constantFrom(
    ...['a ', 'bb  ', 'c', 'don’t ', '中', '文', '，', '. ', '\n', '\n\n', ' ', '-', '😀'],
  );
  const texts = fc.oneof(
    fc.string({ unit: units, maxLength: 200 }),
    fc
      .tuple(fc.string({ unit: units, maxLength: 60 }), fc.integer({ min: 1, max: 6 }))
      .map(([part, times]) => part.repeat(times)),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );

  it('passes no text that exceeds a limit, whatever the text and the limits', () => {
    const limits = fc.tuple(
      fc.constantFrom(0, 0.05, 0.1, 0.3, 0.6, 0.99, 1),
      fc.constantFrom(undefined, ...REPETITION_STATISTICS),
    );
    fc.assert(
      fc.property(texts, limits, fc.integer({ min: 1, max: 60 }), (text, [limit, only], fewestWords) => {
        const given = limitsOf(limit, only);
        const mayExceed = createRepetitionGlance(given, fewestWords);
        expect(mayExceed(text) || !exceeds(text, given, fewestWords)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a paragraph', 'The quick brown fox jumps over the lazy dog while seven wizards boil a very odd soup. '],
    [
      'a list',
      '1. Wash the rice.\n2. Boil the water.\n3. Add some salt.\n---\n\n---\n4. Wait for a while.\n',
    ],
    ['a Chinese sentence', '床前明月光，疑是地上霜。举头望明月，低头思故乡。'],
  ])('passes %s at once', (_, text) => {
    expect(createRepetitionGlance(REPETITION_LIMITS, 50)(text)).toBe(false);
  });

  it.each([
    ['words', 'row your boat '.repeat(40)],
    ['characters', '点击查看更多精彩内容，'.repeat(40)],
    ['lines', `${'one line with some words in it\n'.repeat(3)}another line`],
    ['a text that begins in another language', `${'中文'.repeat(5)} ${'row your boat '.repeat(40)}`],
    ['more tokens than are counted', 'a '.repeat(70_000)],
  ])('looks closer at repeated %s', (_, text) => {
    expect(createRepetitionGlance(REPETITION_LIMITS, 1)(text)).toBe(true);
  });

  it('keeps nothing from one text to the next', () => {
    const mayExceed = createRepetitionGlance(REPETITION_LIMITS, 1);
    const text = 'None of these few words comes twice.';
    mayExceed('row your boat '.repeat(40));
    expect(mayExceed(text)).toBe(false);
    expect(mayExceed(text)).toBe(false);
  });
});
