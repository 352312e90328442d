import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../lib/operators/deduplication/character-folds.ts';
import { createFoldTexts } from '../../lib/operators/deduplication/fold-texts.ts';

const fold = (ignored: readonly Difference[]) => {
  const foldTexts = createFoldTexts(ignored);
  return (...texts: string[]): string =>
    Array.from(foldTexts(texts), (unit) => String.fromCharCode(unit)).join('');
};

/** The same by plain string functions. */
const plainFold = (text: string): string =>
  [...text.normalize('NFKC')]
    .map((character) =>
      character.length === 1 ? character.toLowerCase().charAt(0) : character.toLowerCase(),
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Marks, conjoining letters, half and full width, letters of other planes, lone surrogates.
  fc.string({
    unit: fc.constantFrom(
      ...['e', '\u0301', '가', 'ᄀ', 'ᅡ', 'ᆨ', 'ﾡ', 'ｶ', 'ﾞ', 'Ａ', 'ﬁ', 'Σ', 'İ', '𝐀', '𐐀', '😀', '\ud83d'],
      ...['\udc00', '𠮷', '，', '\u3000', '\u00a0', ' ', '\n', '丽', 'a'],
    ),
  }),
);

describe('what a text counts as', () => {
  const foldDefault = fold(['case', 'form', 'white-space']);

  it('is its NFKC form in small letters with single spaces, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldDefault(text)).toBe(plainFold(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for every character beyond the first plane that is not normalized text by text', () => {
    for (let code = 0x1_f4_00; code < 0x1_f8_00; code++) {
      const character = String.fromCodePoint(code);
      expect(character.normalize('NFKC').toLowerCase()).toBe(character);
    }
    for (let code = 0x2_00_00; code < 0x2_f8_00; code++) {
      const character = String.fromCodePoint(code);
      if (character.normalize('NFKC') !== character) expect(character).toBe('');
    }
  });

  it('is the text itself when no difference is ignored', () => {
    const foldNothing = fold([]);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldNothing(text)).toBe(text);
      }),
    );
  });

  it('has no punctuation when that is ignored, and keeps what counts in formulas', () => {
    expect(fold(['punctuation'])('“A, b” — c！ 1 + 2 = 3')).toBe('A b  c 1 + 2 = 3');
    expect(fold(['punctuation', 'white-space'])('a — b')).toBe('a b');
  });

  it('keeps texts apart: words that move from one to the next make a difference', () => {
    expect(foldDefault('a b', 'c')).not.toBe(foldDefault('a', 'b c'));
    expect(foldDefault('a ', ' b')).toBe('a\uffffb');
  });
});
