import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';
import { createPatternSearch } from '../../lib/operators/regex/pattern-search.ts';
import { textEdit } from './operators-edit.ts';

const parse = (id: string, params: Record<string, unknown>) =>
  parseRecipe({ operators: [{ id, params }] }, 'pretrain');
const withCode = (code: string) => expect.objectContaining({ code: `ModelArts.${code}` });

describe.each(['custom-regex-filtering', 'custom-regex-replacement'])('%s', (id) => {
  it('needs a pattern, or rules, and not both', () => {
    expect(() => parse(id, {})).toThrowError(withCode('72020002'));
    expect(() => parse(id, { pattern: 'a', rules: [{ pattern: 'b' }] })).toThrowError(withCode('72090007'));
  });

  it.each([{ pattern: '(a+)+$' }, { pattern: '(' }, { rules: [{ pattern: 'a' }, { pattern: '(a|a)*b' }] }])(
    'refuses what is no pattern or can take for ever: %j',
    (params) => {
      expect(() => parse(id, params)).toThrowError(withCode('72020057'));
    },
  );

  it('refuses what only its flags make exponential', () => {
    expect(() => parse(id, { pattern: '(a|A)*b', flags: 'i' })).toThrowError(withCode('72020057'));
    expect(() => parse(id, { pattern: '(.|\\n)*b', flags: 's' })).toThrowError(withCode('72020057'));
    expect(() => parse(id, { pattern: '(a|A)*b' })).not.toThrow();
    expect(() => parse(id, { pattern: '(.|\\n)*b' })).not.toThrow();
  });

  it.each(['g', 'ii', 'y', 'v', 'x'])('has no flags %s', (flags) => {
    expect(() => parse(id, { pattern: 'a', flags })).toThrowError(withCode('72090007'));
  });

  it('refuses a pattern of more than 1,000 characters', () => {
    expect(() => parse(id, { pattern: 'a'.repeat(1001) })).toThrowError(withCode('72090007'));
  });
});

describe('custom-regex-filtering', () => {
  const filter = (params: Record<string, unknown>, text: string) =>
    textEdit('custom-regex-filtering', params)(text);

  it('takes retain_matching with paragraphs only', () => {
    const id = 'custom-regex-filtering';
    expect(() => parse(id, { pattern: 'a', retain_matching: true })).toThrowError(withCode('72090007'));
    expect(() => parse(id, { pattern: 'a', granularity: 'paragraph', retain_matching: true })).not.toThrow();
  });

  it.each([
    [{ pattern: '\\s*\\(.*?\\)' }, 'One (1) two (2).', 'One two.', ['pattern_matched']],
    [{ pattern: 'x' }, 'abc', 'abc', []],
    [{ pattern: '广告', granularity: 'paragraph' }, '一\n广告位\n\n二', '一\n\n二', ['pattern_matched']],
    [{ pattern: '告$', granularity: 'paragraph' }, '一\r\n广告\r\n二', '一\r\n二', ['pattern_matched']],
    [
      { pattern: '。$', granularity: 'paragraph', retain_matching: true },
      '标题\n正文。\n页脚',
      '正文。',
      ['pattern_not_matched'],
    ],
    [{ pattern: 'x', granularity: 'paragraph', retain_matching: true }, 'a\nb', '', ['pattern_not_matched']],
    [{ pattern: 'x', granularity: 'paragraph' }, 'x', '', ['pattern_matched']],
    [{ pattern: 'x', granularity: 'paragraph', retain_matching: true }, 'x1\nx2', 'x1\nx2', []],
    [{ pattern: '😀+' }, 'a😀😀b', 'ab', ['pattern_matched']],
    [{ pattern: '^#.*$', flags: 'm' }, '# a\nb\n# c', '\nb\n', ['pattern_matched']],
    [{ pattern: '', rules: [{ pattern: 'b' }, { pattern: 'ac' }] }, 'abc', '', ['pattern_matched']],
  ])('with %j turns %j into %j', (params, text, expected, reasons) => {
    expect(filter(params, text)).toEqual({ text: expected, reasons });
  });
});

describe('custom-regex-replacement', () => {
  const replace = (params: Record<string, unknown>, text: string): string =>
    textEdit('custom-regex-replacement', params)(text).text;

  it.each([
    [{ pattern: '\\nReferences[\\s\\S]*' }, 'Body.\nReferences\n[1] A', 'Body.'],
    [{ pattern: '[\\s\\S]{0,10000} 1\\ 1 Introduction to Java' }, 'x 1 1 Introduction to Java: y', ': y'],
    [{ pattern: '(a)(b)?', replacement: '[$1|$2|$3|$10|$$|$&]' }, 'ab a', '[a|b|$3|a0|$|ab] [a||$3|a0|$|a]'],
    [{ pattern: 'a', replacement: "$`$'" }, 'bac', "b$`$'c"],
    [
      {
        rules: [
          { pattern: 'a', replacement: 'b' },
          { pattern: 'b', replacement: 'c' },
        ],
      },
      'ab',
      'cc',
    ],
  ])('with %j turns %j into %j', (params, text, expected) => {
    expect(replace(params, text)).toBe(expected);
  });
});

describe('the search for a pattern', () => {
  // Each takes a literal within bounds behind what may match anything.
  it.each([
    ['[\\s\\S]{0,100}ab', '<$&>'],
    ['(.{0,70})(a)b(c?)', '$3$2$1$$$9$12'],
    ['(?<x>[^b]{0,90})ba', '[$<x>|$<y>]'],
    ['(?:\\w{1,3}-){0,40}ab', 'x'],
    ['(?<=c[\\s\\S]{0,80})ab', '-'],
  ])('finds with %s what the engine finds by itself', (pattern, template) => {
    const piece = fc.constantFrom('a', 'b', 'c', '-', '\n', '😀', '\ud83d', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const search = createPatternSearch(pattern);
        expect(search.replaceIn(text, template)).toBe(text.replace(new RegExp(pattern, 'gu'), template));
        expect(search.isIn(text)).toBe(new RegExp(pattern, 'u').test(text));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same string where nothing matches', () => {
    expect(createPatternSearch('[\\s\\S]{0,10000}0 Introduction').replaceIn('text', '')).toBe('text');
  });
});

describe('a pattern as other languages write it', () => {
  it.each([
    ['(?i)references[\\s\\S]*', 'text REFERENCES [1]', 'text '],
    ['(?is)ref.*', 'text REF\n[1]', 'text '],
    ['(?i:references)[\\s\\S]*', 'text REFERENCES [1]', 'text '],
    ['(?P<one>a)(?P=one)', 'aab', 'b'],
    ['\\A\\d+|\\d+\\Z', '12 A3 45', ' A3 '],
    ['[\\h\\d]+', 'h 1\u3000x', 'hx'],
    ['\\p{Han}+|\\p{IsLatin}', '中文 p', ' '],
    ['1\\ 1', 'x1 1', 'x'],
  ])('%s deletes from %j', (pattern, text, expected) => {
    expect(textEdit('custom-regex-filtering', { pattern })(text).text).toBe(expected);
  });

  it.each(['\\Qa.b\\E', '\\p{InCyrillic}', '\\x{4e2d}', '\\R', '[\\y]'])(
    '%s is refused, for it would silently be its letters',
    (pattern) => {
      expect(() => parse('custom-regex-filtering', { pattern })).toThrowError(withCode('72020057'));
    },
  );

  it('is refused when flags within it make it exponential', () => {
    expect(() => parse('custom-regex-filtering', { pattern: '(?i:(a|A)*b)' })).toThrowError(
      withCode('72020057'),
    );
  });
});
