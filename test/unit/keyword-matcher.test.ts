import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeywordMatcher, type MatcherOptions } from '../../lib/operators/keywords/keyword-matcher.ts';
import { removeKeywords } from '../../lib/operators/keywords/remove-keywords.ts';

const exact: MatcherOptions = { isCaseSensitive: true, isWholeWord: false };
const matches = (words: readonly string[], text: string, options = exact) =>
  createKeywordMatcher(words, options)
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

/** The leftmost and then longest keywords, found by trying them all. */
const naive = (words: readonly string[], text: string): readonly (readonly [number, number])[] => {
  const spans: [number, number][] = [];
  for (let at = 0; at < text.length; ) {
    const length = Math.max(
      0,
      ...words.filter((word) => text.startsWith(word, at)).map((word) => word.length),
    );
    if (length > 0) spans.push([at, at + length]);
    at += Math.max(1, length);
  }
  return spans;
};

describe('the keyword matcher', () => {
  it('finds what trying every keyword at every place finds', () => {
    const word = fc.stringMatching(/^[ab中文]{1,4}$/);
    const text = fc.stringMatching(/^[ab中文 ]{0,60}$/);
    // More words than the engine's own search is asked for, so that the trie is what answers.
    const words = fc.array(word, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, text, (given, content) => {
        const many = [...given, ...Array.from({ length: 30 }, (_, index) => `zz${index}`)];
        for (const list of [given, many]) {
          const spans = createKeywordMatcher(list, exact)
            .find(content)
            .map(({ start, end }) => [start, end]);
          expect(spans).toEqual(naive(list, content));
        }
      }),
    );
  });

  it('takes the longest of the keywords that start at a place', () => {
    expect(matches(['数据', '数据集'], '数据集与数据')).toEqual(['数据集', '数据']);
  });

  it('finds a keyword of one character, at the end too', () => {
    expect(matches(['x'], 'axbx')).toEqual(['x', 'x']);
  });

  it('takes capital for small letters when asked to', () => {
    expect(matches(['Draft'], 'DRAFT draft', { ...exact, isCaseSensitive: false })).toEqual([
      'DRAFT',
      'draft',
    ]);
  });

  it('leaves parts of words alone when asked for whole words', () => {
    expect(matches(['cat'], 'cat concat cats cat.', { ...exact, isWholeWord: true })).toEqual(['cat', 'cat']);
  });

  it('finds whole Chinese words inside of Chinese text, which has no spaces, but not inside of Latin words', () => {
    const whole = { ...exact, isWholeWord: true };
    expect(matches(['数据'], '清洗数据集', whole)).toEqual(['数据']);
    expect(matches(['AI'], '用AI写，不用MAIL', whole)).toEqual(['AI']);
  });

  it('holds ten thousand keywords apart', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `词${index}号`);
    expect(matches(words, '词9999号、词10000号、词7号')).toEqual(['词9999号', '词7号']);
  });
});

describe('removing keywords', () => {
  const remove = (text: string, word: string): string =>
    removeKeywords(text, createKeywordMatcher([word], exact).find(text));

  it.each([
    ['Keyword test. Next', 'test', 'Keyword. Next'],
    ['a test b', 'test', 'a b'],
    ['test first', 'test', 'first'],
    ['last test', 'test', 'last'],
    ['前广告后', '广告', '前后'],
    ['pre-test', 'test', 'pre-'],
  ])('%j without %j is %j', (text, word, expected) => {
    expect(remove(text, word)).toBe(expected);
  });
});
