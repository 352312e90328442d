import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeTrailingFragments } from '../../lib/operators/sentences/trailing-fragments.ts';

const kept = (text: string): string => removeTrailingFragments(text, 'keep');

describe('the end of a paragraph', () => {
  it.each([
    ['第一句。第二句还没', '第一句。'],
    ['First one. Second,', 'First one.'],
    ['He left. It grew by 5%', 'He left.'],
    ['“好。”他说，因为', '“好。”'],
    ['One. Two\r\nThree. Four\r\n', 'One.\r\nThree.\r\n'],
    ['One. See 《红楼梦》', 'One.'],
    ['Done. Use **Java**', 'Done.'],
    ['Done. See the note (3)', 'Done.'],
    ['He met Dr. Smith. Then Mr. Jones', 'He met Dr. Smith.'],
    ['One. Two\n\nThree. Four', 'One.\n\nThree.'],
    ['It is long. It uses p. 55', 'It is long.'],
    ['真的吗？*微笑* 因为他', '真的吗？'],
  ])('loses its fragment: %j', (text, expected) => {
    expect(kept(text)).toBe(expected);
  });

  it.each([
    'Paris',
    '巴黎',
    'A title\n\nA sentence.',
    'Complete. Here are the steps:',
    'Complete。如下：',
    'Great place. Love it 😊',
    '完整。加油～',
    'The sum. x = 5',
    'Look here. See https://example.com/a',
    'Look here. Mail a.b@example.com',
    'He left. [12]',
    '来了。（新华社记者 张三）',
    '春天来了。\n——李白',
    'He asked. She said "yes"',
    '二加二得几？答案：四',
    '# Heading. No end\n- item. No end\n1. One. No end\n| a. | b. c |',
    '```\nprint. x\n```',
    '床前明月光\n疑是地上霜\n举头望明月\n低头思故乡',
    'Wait for it...',
    '他走了……',
    '条件一；条件二；',
    'So it is. Then,\nand only then, it ended.',
    'The text. It was broken\nin the middle of a sentence.',
    '2023. 5',
    'Figure 3. Results of the test',
    '图 2. 系统结构',
    '看了《跑吧！兄弟》',
    '太棒了！🏋️‍♀️',
    '他走了。*挥手*',
    '正文结束。编辑：张三',
    '请联系我们。电话：010-12345678',
    '选哪个？A. 苹果 B. 梨',
    '方法：1. 打开。2. 关闭',
    'Doe, J. A title. Some Journal, 3(2), 1-5',
    "print('Failed. Status:', code)",
    'import Data.List (nub)',
  ])('stays as it is: %j', (text) => {
    expect(kept(text)).toBe(text);
  });

  it('is not where lines are wrapped at a width', () => {
    const page = [
      'The quick brown fox jumps over the dog. It was not the first time that',
      'Dogs had been seen there, and nobody in the village found it odd. The',
      'Fox went on. In the evening the people of the village sat together and',
      'Talked about what they had seen. Nothing else was talked about.',
    ].join('\n');
    expect(kept(page)).toBe(page);
    expect(kept(`${page} And then`)).toBe(page);
  });

  it('takes a fragment in one piece with it when asked to, with its line', () => {
    expect(removeTrailingFragments('One.\nTwo\nThree.', 'remove')).toBe('One.\nThree.');
    expect(removeTrailingFragments('One.\nTwo', 'remove')).toBe('One.');
    expect(removeTrailingFragments('Two', 'remove')).toBe('');
    expect(removeTrailingFragments('# Two\n- three\nx = 4', 'remove')).toBe('# Two\n- three\nx = 4');
  });
});

describe('any text', () => {
  const texts = fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '中',
      '。',
      '. ',
      '!',
      '…',
      '”',
      ' ',
      '\n',
      '\r\n',
      '- ',
      '`',
      '1',
      ')',
      ',',
      '😀',
      '\ud83d',
      '|',
    ),
    maxLength: 50,
  });

  it('only loses parts, and nothing the second time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = kept(text);
        expect(kept(once)).toBe(once);
        let at = 0;
        for (const unit of once.split('')) {
          at = text.indexOf(unit, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
    );
  });

  it.each(['a', '1', ' ', '<', '。', '. a', 'a\n', 'a. b\n', ',\n'])(
    'is done when it is a long run of %j',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      expect(kept(text).length).toBeLessThanOrEqual(text.length);
      expect(removeTrailingFragments(text, 'remove').length).toBeLessThanOrEqual(text.length);
    },
  );
});
