import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../lib/operators/sentences/lines-of.ts';
import { sentencesOf } from '../../lib/operators/sentences/sentence-ends.ts';

const split = (text: string): readonly string[] =>
  sentencesOf(text, 0, text.length).map(({ start, end }) => text.slice(start, end));

describe('sentences of a line', () => {
  it.each([
    ['中文句子。第二句！第三句？', ['中文句子。', '第二句！', '第三句？']],
    ['他说：“你好。”然后走了。', ['他说：“你好。”', '然后走了。']],
    ['真的吗？！是的……好吧。', ['真的吗？！', '是的……', '好吧。']],
    ['《你在哪里？》是一本书。', ['《你在哪里？》是一本书。']],
    ['他（真的？）来了；走了。', ['他（真的？）来了；', '走了。']],
    ['价格是3.5元，见第1.2节。好', ['价格是3.5元，见第1.2节。', '好']],
    ['这是第一句.这是第二句。', ['这是第一句.', '这是第二句。']],
    ['1.首先打开。2.然后关闭。', ['1.首先打开。', '2.然后关闭。']],
    ['Dr. Smith paid $3.50 on Jan. 5. He left.', ['Dr. Smith paid $3.50 on Jan. 5.', 'He left.']],
    ['See Fig. 3 and No. 5. The answer is no. Yes.', ['See Fig. 3 and No. 5.', 'The answer is no.', 'Yes.']],
    [
      'J. K. Rowling met the U.S. Army in the U.S. He left.',
      ['J. K. Rowling met the U.S. Army in the U.S.', 'He left.'],
    ],
    [
      'It works, e.g. here. Apples, pears, etc. are fruit. Done.',
      ['It works, e.g. here.', 'Apples, pears, etc. are fruit.', 'Done.'],
    ],
    [
      '"Really?" she asked. (Was it?) he thought. "Yes."',
      ['"Really?" she asked.', '(Was it?) he thought.', '"Yes."'],
    ],
    ['Hello world!How are you?Fine', ['Hello world!', 'How are you?', 'Fine']],
    ['Wait... what? Wait... No.', ['Wait... what?', 'Wait...', 'No.']],
    [
      'Get v1.2.3 at https://a.com/x?y=1.z or a.b@c.de. Ok.',
      ['Get v1.2.3 at https://a.com/x?y=1.z or a.b@c.de.', 'Ok.'],
    ],
    ['Call `a. B. C` and Node.js. Done.', ['Call `a. B. C` and Node.js.', 'Done.']],
    ['A lone ` is no code. Next.', ['A lone ` is no code.', 'Next.']],
    ['1. Mix the flour. Steps: 2. Bake it.', ['1. Mix the flour.', 'Steps: 2. Bake it.']],
    ['It was 1999. Then it ended.', ['It was 1999.', 'Then it ended.']],
    ['यह एक वाक्य है। दूसरा वाक्य।', ['यह एक वाक्य है।', 'दूसरा वाक्य।']],
    ['كيف حالك؟ بخير.', ['كيف حالك؟', 'بخير.']],
    ['一起看《跑吧！兄弟》好吗？好！', ['一起看《跑吧！兄弟》好吗？', '好！']],
    ['Step 1. Open it. Then close it.', ['Step 1. Open it.', 'Then close it.']],
    ['第三章. 结论', ['第三章. 结论']],
    ['II. 背景', ['II. 背景']],
    ['选择：1). 是 2). 否', ['选择：1). 是 2). 否']],
    ['See p. 12 and v. 3. Done.', ['See p. 12 and v. 3.', 'Done.']],
    ['It was . . . well . . . odd. Yes.', ['It was . . . well . . . odd.', 'Yes.']],
    ['太好了！😊明天见。', ['太好了！😊', '明天见。']],
    ['**Really?** Yes. 好吗？*点头*', ['**Really?**', 'Yes.', '好吗？', '*点头*']],
  ])('are told apart: %s', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('cover all but the spaces between them, whatever the text', () => {
    const texts = fc.string({
      unit: fc.constantFrom(
        'a',
        'B',
        '中',
        '。',
        '.',
        '!',
        '？',
        '…',
        '”',
        '"',
        ' ',
        '　',
        '`',
        '1',
        '）',
        '；',
        '😀',
        '\ud83d',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const sentences = sentencesOf(text, 0, text.length);
        expect(
          sentences
            .map(({ start, end }) => text.slice(start, end))
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
        expect(sentences.slice(0, -1).every(({ isComplete }) => isComplete)).toBe(true);
      }),
    );
  });

  it.each(['a', '1', ' ', '.', '。', '`', '"', '. ', '` ', 'a.b ', '?A', '《?', '*a.* b '])(
    'are found in a long run of %j',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      expect(sentencesOf(text, 0, text.length).length).toBeLessThanOrEqual(text.length);
    },
  );
});

describe('lines', () => {
  const kindsOf = (text: string) => linesOf(text).map(({ kind }) => kind);

  it.each([
    ['# Title', 'heading'],
    ['#hashtag goes on', 'prose'],
    ['- item', 'list'],
    ['-5 degrees', 'prose'],
    ['• item', 'list'],
    ['12. item', 'list'],
    ['1.5 billion people', 'prose'],
    ['2024. A year', 'prose'],
    ['（三）条款', 'list'],
    ['四、总结', 'list'],
    ['⑤ 步骤', 'list'],
    ['a) option', 'list'],
    ['[12] A. Author. A title', 'list'],
    ['[1, 2, 3]', 'prose'],
    ['A: hello', 'prose'],
    ['| a | b |', 'table'],
    ['a\tb\tc', 'table'],
    ['——作者', 'prose'],
    ['  ', 'blank'],
  ])('are told by their start: %j', (line, kind) => {
    expect(kindsOf(line)).toEqual([kind]);
  });

  it('are code between fences, and formulas between dollars', () => {
    expect(kindsOf('a\n```js\nlet x. y\n```\nb\n$$\nx\n$$\nc\r\n')).toEqual([
      'prose',
      'code',
      'code',
      'code',
      'prose',
      'code',
      'code',
      'code',
      'prose',
      'blank',
    ]);
  });

  it.each(['\n', 'a\n', '```\n', '|\n', '$$x\n', '1.'])('are found in a long run of %j', (unit) => {
    expect(linesOf(`${unit.repeat(200_000 / unit.length)}|`).length).toBeGreaterThan(0);
  });
});
