import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEdit } from './operators-edit.ts';

const edit = textEdit('abnormal-character-filtering');
const only = (kind: string) => {
  const run = textEdit('abnormal-character-filtering', { kinds: [kind] });
  return (text: string): string => run(text).text;
};

describe('abnormal-character-filtering: invisible characters', () => {
  const clean = only('invisibleChar');

  it.each([
    ['zero\u200bwidth\u2060\ufeff', 'zerowidth'],
    ['a\u180eb ᠬ\u180eᠠ', 'ab ᠬ\u180eᠠ'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['\u202aleft\u202c \u2067right\u2069\u200e', 'left right'],
    ['a\u0000b\u001bc\u007fd\u0080e', 'abcde'],
    ['tab\tline\r\nend', 'tab\tline\r\nend'],
  ])('takes them out: %j', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });

  it.each([
    ['one\u2028two', 'one\ntwo'],
    ['one \f two', 'one\ntwo'],
    ['one\v\ntwo', 'one\ntwo'],
  ])('ends a line where an old line break ended one: %j', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });

  it.each([
    'می\u200cخواهم',
    'क्\u200dष',
    '👨\u200d👩\u200d👧',
    '❤\ufe0f\u200d🔥',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ])('leaves what joins letters and emoji: %j', (text) => {
    expect(clean(text)).toBe(text);
  });

  it('takes joiners out that join nothing', () => {
    expect(clean('中\u200c文\u200d')).toBe('中文');
  });
});

describe('abnormal-character-filtering: emoji', () => {
  const clean = only('emoji');

  it.each([
    '😀',
    '☺',
    '☺️',
    '❤️',
    '👨‍👩‍👧‍👦',
    '👍🏽',
    '🇨🇳',
    '🏳️‍🌈',
    '1️⃣',
    '#⃣',
    '✔',
    '⭐',
    '🫠',
    '🏃‍♂',
    '➡️',
    '🏴\u{e0067}\u{e0062}\u{e007f}',
  ])('takes %s out whole', (emoji) => {
    expect(clean(`a${emoji}b`)).toBe('ab');
  });

  it.each(['©', '®', '™', '★', '☆', '①', '℃', '→', '✓', '♀', '▲', '■', '※', '5', '#', '𠮷', '€'])(
    'leaves the symbol %s',
    (symbol) => {
      expect(clean(`a${symbol}b`)).toBe(`a${symbol}b`);
    },
  );

  it('leaves a symbol that is to look like an emoji, without the selector', () => {
    expect(clean('©️2025')).toBe('©2025');
  });

  it('leaves no trace of spaces, and the indentation', () => {
    expect(clean('I am 😀 😀 happy 🎉\n  🎉 indented\n😀\nend ☺ ')).toBe('I am happy\n  indented\nend');
  });
});

describe('abnormal-character-filtering: HTML', () => {
  const clean = only('html');

  it.each([
    ['<p>一</p><p>二</p>', '一\n二'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<td>1</td><td>2</td>', '1 2'],
    ['bold<b>er</b> <a href="x>y" title=\'<\'>link</a>', 'bolder link'],
    ['<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>\n', 'One\n  Two'],
    ['<!DOCTYPE html><html><!-- <p>note --><BODY CLASS=x>x</BODY></html>', 'x'],
    ['a<style type="text/css">p > a { }</style>b<SCRIPT>if (a<b) f()</SCRIPT >c', 'abc'],
    ['<img src="data:image/png;base64,AAAA" alt="a">x<input disabled>', 'x'],
    ["<p class=it's>ok</p>", 'ok'],
  ])('takes tags, comments, scripts and styles out: %s', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });

  it.each([
    'a < b && c > d',
    'if a <b and b> c',
    'List<String> Map<K, V> List<T> List<Object> Array<object>',
    'x <- y <= z <> w -> v',
    '<think>\nLet me see.\n</think>\n<answer>42</answer>',
    '<tool_call>{"name": "f"}</tool_call> <|im_end|>',
    '#include <map>\n#include <vector>',
    '<Button onClick={f}>Go</Button>',
    '看图<image>和<video>',
    '<https://example.com> <me@example.com>',
    '<!-- never closed',
    '?a=1&copy=2&lt=3 AT&T R&D; &unknown;',
  ])('leaves what only looks like HTML: %j', (text) => {
    expect(clean(text)).toBe(text);
  });

  it.each([
    ['R&amp;D &lt; &gt; &quot;x&quot; &apos;', 'R&D < > "x" \''],
    ['a&nbsp;b&#160;c', 'a b c'],
    ['&#20013;&#x6587;&copy;&hellip;&alpha;&Omega;&rarr;&eacute;', '中文©…αΩ→é'],
    ['it&#146;s', 'it’s'],
    ['&amp;amp;nbsp;|', '|'],
    ['&#xd800; &#9999999;', '&#xd800; &#9999999;'],
  ])('makes characters of character references: %s', (given, expected) => {
    expect(clean(given).trim()).toBe(expected);
  });

  it.each([
    ['<<b>b>', ''],
    ['&lt;b&gt;x', 'x'],
    ['&amp;lt;b&amp;gt;x', 'x'],
    ['<sty<i>le>x', 'x'],
  ])('finds markup that appears when markup goes: %s', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });
});

describe('abnormal-character-filtering: special and garbled characters, spaces', () => {
  it.each([
    ['specialChar', 'a\ue000b\uf8ffc\ufffcd\u{f0000}e', 'abcde'],
    ['specialChar', '©™★①℃■◆', '©™★①℃■◆'],
    ['unknowUnicodeChar', 'a\ufffd\ufffdb\ud83dc\ufdd0d\u{1fffe}e\u0378f', 'abcdef'],
    ['unknowUnicodeChar', '你好锟斤拷锟斤拷世界烫烫烫屯屯屯ï¿½', '你好世界'],
    ['unknowUnicodeChar', '三斤苹果，汤好烫烫', '三斤苹果，汤好烫烫'],
    ['uniformSpace', 'a\u2003b\u00a0c \u2009 d\u202f', 'a b c d'],
    ['uniformSpace', '\u3000\u3000段落\u3000缩进', '\u3000\u3000段落\u3000缩进'],
  ])('%s: %j', (kind, given, expected) => {
    expect(only(kind)(given)).toBe(expected);
  });

  it('does only the kinds asked for', () => {
    const all = 'a\u200b😀<b>\ue000\ufffd\u2003z';
    expect(only('emoji')(all)).toBe('a\u200b<b>\ue000\ufffd\u2003z');
    expect(edit(all)).toEqual({
      text: 'a z',
      reasons: ['invisible', 'emoji', 'special', 'garbled', 'special_space', 'html'],
    });
  });
});

describe('abnormal-character-filtering: whatever the text', () => {
  const fragments =
    '<|>|b|/|&|amp;|lt;|#60;|!--|-->|"|=| |\n|a|中|1|.|<b>|</p>|<br>|<script>|</script>|<style|\u200b|\u200d|\u2028|\ud83d|\ude00|😀|☺|©|\ufe0f|\u20e3|\u2003|锟斤拷|烫|\ue000|\ufffd|🇨|\u{e0067}|👩|♀|क|्'.split(
      '|',
    );
  const text = fc.array(fc.constantFrom(...fragments), { maxLength: 24 }).map((parts) => parts.join(''));

  it('does nothing more the second time', () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = edit(given).text;
        expect(edit(once)).toEqual({ text: once, reasons: [] });
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no letter, digit or ideograph outside of markup', () => {
    const lettersOf = (given: string): string =>
      (given.match(/(?![\u3164\uffa0ℹ锟斤拷烫屯ï])[\p{L}\p{N}]/gu) ?? []).join('');
    const plain = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3 }),
          fc.constantFrom('𠮷', '中', 'é', '9', '\u200b', '😀', '\ue000', ' '),
        ),
      )
      .map((parts) => parts.join('').replace(/<|&|\u20e3/g, ''));
    fc.assert(
      fc.property(plain, (given) => {
        expect(lettersOf(edit(given).text)).toBe(lettersOf(given));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '<',
    '<a "',
    '<!--',
    '<script>',
    '<b ',
    '&amp;',
    '<style ="x',
    '\u{e0020}',
    '锟斤',
    '😀 ',
    '<a =\'<a ="',
  ])(
    'takes time in proportion to the length: a long row of %j',
    (part) => {
      const long = part.repeat(60_000);
      expect(edit(long).text.length).toBeLessThanOrEqual(long.length);
    },
    3_000,
  );
});
