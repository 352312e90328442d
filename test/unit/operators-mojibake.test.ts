import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeParts } from '../../lib/operators/text/code-parts.ts';
import { repairMojibake } from '../../lib/operators/text/repair-mojibake.ts';
import { textEdit } from './operators-edit.ts';

const decodeAs = (encoding: string, text: string): string =>
  new TextDecoder(encoding).decode(new TextEncoder().encode(text));

describe('repairing text that was read in a wrong encoding', () => {
  it.each([
    ['CafÃ© and naÃ¯ve', 'Café and naïve'],
    ['itâ€™s â€œfineâ€\u009d â€” reallyâ€¦', 'it’s “fine” — really…'],
    ['25Â°C, Â£5, Â©', '25°C, £5, ©'],
    ['ä½\u00a0å¥½', '你好'],
    ['ä½ å¥½ï¼Œä¸–ç•Œ', '你好，世界'],
    ['ðŸ˜€ ok', '😀 ok'],
    ['ÐŸÑ€Ð¸Ð²ÐµÑ‚', 'Привет'],
    ['CafÃƒÂ©', 'Café'],
    ['浣犲ソ涓栫晫', '你好世界'],
    ['鏁版嵁娓呮礂', '数据清洗'],
  ])('turns %j into %j', (garbled, text) => {
    expect(repairMojibake(garbled)).toBe(text);
  });

  it.each([
    'Café, naïve, Ærø, São Paulo, Ångström',
    'Spaß» und «Größe», ÄÖÜ, Àé, ¿Qué?, «Là»',
    '锟斤拷锟斤拷',
    '你好世界，联通，模型，浙江，洹水，骁勇善战',
    '傳統漢字與簡體字，鏡頭與銀行',
    'Привет, Ελλάδα, 日本語、한국어',
    'Ã alone, â, Â',
    'Brontë…” — AHÅ™, SELKÄ\u00a0EDELLÄ\u00a0MAAHAN',
    'ä½ å',
    'é»', // a letter and a closing quote
    '😀👍🏽',
    '',
  ])('leaves %j', (text) => {
    expect(repairMojibake(text)).toBe(text);
  });

  it('repairs whatever common Chinese was read as Western text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[的一是不了人我在有他这为之大来以个中上们]{1,20}$/), (text) => {
        expect(repairMojibake(decodeAs('windows-1252', text))).toBe(text);
      }),
    );
  });

  it('never throws, and leaves text in ASCII and Chinese the same', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof repairMojibake(text) === 'string'));
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~的一是不了人我在有他这为之，。]{0,60}$/), (text) => {
        expect(repairMojibake(text)).toBe(text);
      }),
    );
  });

  it('is done only when asked for', () => {
    expect(textEdit('abnormal-character-filtering')('CafÃ©').text).toBe('CafÃ©');
    expect(textEdit('abnormal-character-filtering', { repair_mojibake: true })('CafÃ©')).toEqual({
      text: 'Café',
      reasons: ['mojibake'],
    });
  });
});

describe('code in Markdown', () => {
  const parts = (text: string) => codeParts(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['a `b` c ``de`` f', ['`b`', '``d']],
    ['```\ncode\n```\nx', ['```\ncode\n```\n']],
    ['~~~html\n<b>\n~~~~\n<i>', ['~~~html\n<b>\n~~~~\n']],
    ['````\n```\n<b>\n````\n', ['````\n```\n<b>\n````\n']],
    ['text\n```js\nno end', ['```js\nno end']],
    ['one ` two\nthree ` four', []],
    ['```inline``` and more', []],
    ['no code', []],
  ])('of %j is %j', (text, expected) => {
    const found = parts(text);
    expect(found.length).toBe(expected.length);
    for (const [index, part] of expected.entries()) expect(found[index]).toContain(part.slice(0, 3));
  });

  it('keeps its markup and references, and what is outside goes', () => {
    const clean = textEdit('abnormal-character-filtering', { kinds: ['html'] });
    expect(clean('<p>Use `<br>` &amp; `&lt;`</p>\n```\n<div>&nbsp;</div>\n```\n<b>x</b>').text).toBe(
      'Use `<br>` & `&lt;`\n```\n<div>&nbsp;</div>\n```\nx',
    );
  });

  it('takes time in proportion to the text', () => {
    for (const piece of ['`', '` ', '``a`', '```\n', '~~~a\n', '<b>`', '`<'])
      expect(codeParts(piece.repeat(100_000)).length).toBeLessThan(100_001);
  });
});
