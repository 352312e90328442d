import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEdit } from './operators-edit.ts';

const kinds = ['whitespace', 'fullWidth', 'punctuation', 'number'];
const only = (...chosen: readonly string[]) => {
  const run = textEdit('symbol-standardization', { kinds: chosen });
  return (text: string): string => run(text).text;
};

describe('symbol-standardization', () => {
  it('makes every Unicode space an ordinary one, and leaves tabs and line ends', () => {
    const standardize = only('whitespace');
    for (let code = 0; code <= 0xffff; code++) {
      const character = String.fromCharCode(code);
      const expected = /\p{Zs}/u.test(character) ? ' ' : character;
      expect(standardize(character)).toBe(expected);
    }
  });

  it('makes every full-width ASCII character the ordinary one', () => {
    const standardize = only('fullWidth');
    for (let code = 0x21; code <= 0x7e; code++) {
      expect(standardize(String.fromCharCode(code + 0xfee0))).toBe(String.fromCharCode(code));
    }
  });

  it.each([
    ['（１２３）－ＡＢＣ～', '(123)-ABC~'],
    ['￥１００，￡５０', '¥100,£50'],
    ['ｶﾀｶﾅ ﾡ カタカナー', 'ｶﾀｶﾅ ﾡ カタカナー'],
    ['①℃ “引号”', '①℃ “引号”'],
  ])('turns full-width forms only: %s', (given, expected) => {
    expect(only('fullWidth')(given)).toBe(expected);
  });

  it.each([
    ['他说：“你好‘世界’”', '他说："你好\'世界\'"'],
    ['——破折号…… 1999–2000 − 5', '--破折号...... 1999-2000 − 5'],
    ['《书名》、「引用」『内』【注】·。〈a〉', '《书名》、「引用」『内』【注】·。〈a〉'],
    ['︵竖︶﹁排﹂ ﹐小﹔ ｡ ､ ｢半｣', '(竖)「排」 ,小; 。 、 「半」'],
    ['天気〜晴 ‼ ⁉ 2∶1', '天気~晴 !! !? 2:1'],
    ['時間︰九時 don´t', "時間:九時 don't"],
    ['5′ 6″ `code` «guillemets» ¿qué?', '5′ 6″ `code` «guillemets» ¿qué?'],
  ])('unifies variants of marks and leaves other marks: %s', (given, expected) => {
    expect(only('punctuation')(given)).toBe(expected);
  });

  it.each([
    ['①⑳㉑㊿⓪❶➓⓴⓾', '1 20 21 50 0 1 10 20 10'],
    ['⑴⒈ ㈠㊀', '(1)1. (一)一'],
    ['Ⅳ ⅻ', 'IV xii'],
    ['½ 1½ ⅓杯', '1/2 1 1/2 1/3杯'],
    ['m² H₂O x₁₂', 'm2 H2O x12'],
    ['10⁵ 3×10⁻⁴ (a+b)² m⁻¹ log₂8', '10^5 3×10^-4 (a+b)^2 m^-1 log2 8'],
    ['5㎏ 30㎡ 60㎞ ㍘ ㋀', '5kg 30m2 60km 0点 1月'],
    ['①2020年，第②③步', '1 2020年，第2 3步'],
    ['𝟚𝟘𝟚𝟝 ２０２５', '2025 2025'],
    ['٣ ३ 〇 ℃ ™ № ㈱ 🇨🇳', '٣ ३ 〇 ℃ ™ № ㈱ 🇨🇳'],
  ])('spells out numbers that are one symbol, and keeps them apart from digits: %s', (given, expected) => {
    expect(only('number')(given)).toBe(expected);
  });

  it('tells which kinds of symbols it found', () => {
    const { reasons } = textEdit('symbol-standardization')('ａ\u00a0…①');
    expect(reasons).toEqual(['full_width', 'whitespace', 'punctuation', 'number']);
    expect(textEdit('symbol-standardization')('plain 中文。').reasons).toEqual([]);
  });

  it('leaves characters of two code units whole', () => {
    expect(only(...kinds)('𠮷１😀²𝟙')).toBe('𠮷1😀2 1');
  });

  it('does nothing more the second time, whatever the kinds', () => {
    const symbol = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1 }),
      fc.constantFrom(...'½²₂①❷⒈⑴Ⅳ㎡㍘㋀⁻₋⁽－１1a)］—…“︵﹔\u3000\u00a0𝟙', '\ud835', '\udfd9'),
    );
    const text = fc.array(symbol, { maxLength: 12 }).map((symbols) => symbols.join(''));
    fc.assert(
      fc.property(text, fc.subarray(kinds, { minLength: 1 }), (given, chosen) => {
        const standardize = only(...chosen);
        const once = standardize(given);
        expect(standardize(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
