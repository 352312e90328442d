import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../lib/operators/regex/compile-pattern.ts';
import { textEdit } from './operators-edit.ts';

// The verdicts agree with recheck 4.5.0.
describe('repetitions that can match one text in several ways', () => {
  it.each([
    '(\\d{1,3})*x',
    '(\\w{1,20}\\s?)*$',
    '(a?b?)*c',
    '(a(?:b?|c?)d)*e',
    '(?:a+){2,}b',
    '(a+){1,100}b',
    '((ab)*)+c',
    '(\\d+)+年',
    '(\\p{L}+\\s*)+。',
    '([一-龥]|[一-十])+。',
    '(?:é|[à-ü])*!',
    '(?:x|[a-z])+1',
  ])('%s is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'ModelArts.72020057' }));
  });

  it.each([
    ['many alternatives', `(${Array(400).fill('.').join('|')})*x`],
    ['many short repetitions', `(${Array(100).fill('\\w{0,9}').join('|')})*x`],
    ['deep brackets', `${'('.repeat(200)}a+${')+'.repeat(200)}x`],
  ])('a tangle of %s is refused in good time', (_, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'ModelArts.72020057' }));
  });
});

describe('repetitions that match a text in one way', () => {
  it.each([
    '(\\d{3})*x',
    '(?:\\d{4}-?)*x',
    '(?:[0-9a-f]{32}\\s)+',
    '(a{2})*b',
    '(a+){12}b',
    '(.*a){12}',
    'a{1,1001}',
    '(?:[^"\\\\]|\\\\.)*"',
    '(?=(a+))a*b\\1',
    '(\\w+)\\s+\\1',
    '(\\p{Lu}\\p{Ll}+)*x',
    '(\\p{L}+\\d+)*x',
    '(?:\\b\\w+\\b\\s*)+',
    '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}',
    '[^\\S\\n]{2,}',
    '[\\s\\S]{0,10000} 1\\ 1 Introduction to Java',
    `(?:${Array.from({ length: 90 }, (_, index) => `word${index}`).join('|')})*x`,
  ])('%s is taken', (pattern) => {
    expect(compilePattern(pattern)).toBeInstanceOf(RegExp);
  });
});

describe('what a replacement can say', () => {
  const replace = (pattern: string, replacement: string, text: string): string =>
    textEdit('custom-regex-replacement', { pattern, replacement })(text).text;

  it('puts groups in by number and by name, the match, and the dollar sign', () => {
    expect(replace('(?<year>\\d{4})-(\\d\\d)', '$2/$<year> $& $$', '2025-03')).toBe('03/2025 2025-03 $');
  });

  it("takes the signs for the text before and behind a match as they stand, and $$' as $'", () => {
    expect(replace('b', "[$`$'$$']", 'abc')).toBe("a[$`$'$']c");
  });

  it('matches characters outside of the basic plane as one', () => {
    expect(replace('^.$', 'x', '😀')).toBe('x');
  });
});
