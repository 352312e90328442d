import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeAdvertisements } from '../../lib/operators/advertisements/remove-advertisements.ts';
import { createAdvertisementScorer } from '../../lib/operators/advertisements/score-sentence.ts';

const scorer = createAdvertisementScorer([]);
const without = (text: string): string => removeAdvertisements(text, scorer, 1);

/** Lines of `1` (an advertisement) or `0`, a tab and a sentence. */
const labelled = (file: string) =>
  readFileSync(new URL(`../fixtures/advertisements/${file}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ isOne: line.startsWith('1'), sentence: line.slice(2) }));

describe('labelled sentences', () => {
  // The phrases were tuned on the seen sentences; the blind ones were scored once, afterwards.
  it.each(['zh-seen', 'zh-blind', 'en-seen', 'en-blind'])('are told apart: %s', (file) => {
    const judged = labelled(file).map(({ isOne, sentence }) => ({
      isOne,
      isFound: scorer.score(sentence, scorer.find(sentence)) >= 1,
    }));
    const found = judged.filter(({ isFound }) => isFound);
    const right = found.filter(({ isOne }) => isOne).length;
    expect(right / found.length).toBeGreaterThanOrEqual(0.97);
    expect(right / judged.filter(({ isOne }) => isOne).length).toBeGreaterThanOrEqual(0.85);
  });
});

describe('a text', () => {
  it('loses a neighbour that comes near, in the same paragraph', () => {
    expect(without('Rain fell. Huge discount! Click here to buy now!\nHuge discount!')).toBe(
      'Rain fell.\nHuge discount!',
    );
  });

  it('loses the line of a list with its advertisement', () => {
    expect(without('首先清洗数据。\n扫码关注公众号！\n然后训练。')).toBe('首先清洗数据。\n然后训练。');
  });

  it('is found in traditional Chinese and in capitals as well', () => {
    expect(without('免費領取資料！天氣好。')).toBe('天氣好。');
    expect(without('CLICK HERE now. It rained.')).toBe('It rained.');
  });

  it.each([
    '```\n// click here to buy now\n```',
    '| click here | buy now | 免费领取 |',
    '请为一家咖啡店写一条限时优惠的促销文案。',
    'How do I design a "Buy now" button for a shop?',
    'The price is $3.50, and 20% of users order today.',
    '用户点击链接后，服务器返回页面。',
    '您可以在官网购买优惠票。',
    '要激活试用，只需点击下面的链接并按照说明操作：',
    'You can shop for cheap clothes at the market.',
    'The US offers tax deals to firms that buy local goods.',
    'Open https://example.com in your browser, or download the app.',
    '<a href="/buy">Click here</a>',
    'Press "Add to cart" and see that the total changes.',
    "I saw a jacket for $200, but it's 15% off.",
  ])('stays as it is: %s', (text) => {
    expect(without(text)).toBe(text);
  });

  it.each([
    '智慧网课Q群：714322198，有问题都加进来问',
    '专业代课，稳，+vx c87506',
    '高价回收旧手机，电话400-123-4567。',
    '关注“每日健康”公众号，天天学知识。',
    '【广告】本产品由某公司赞助。',
    'Sponsored: get the best mattress at half price.',
    'Earn $5000 a week working from home!',
    'Get in contact with us today on 07885 577 899.',
  ])('loses what calls, sells and tells a number or an account: %s', (text) => {
    expect(without(text)).toBe('');
  });

  it('takes phrases of its reader, whatever speaks against them', () => {
    const own = createAdvertisementScorer(['本台独家']);
    expect(removeAdvertisements('记者报道：本台独家。晴。', own, 5)).toBe('晴。');
  });

  it('is cut at sentences only, and nothing is cut the second time', () => {
    const texts = fc
      .array(
        fc.constantFrom(
          'Click here! ',
          '扫码关注。',
          'It rained. ',
          '天气好。',
          '优惠！',
          'Huge sale! ',
          '\n',
          'now ',
          '\ud83d',
          '`',
          '|',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const once = without(text);
        expect(once.length).toBeLessThanOrEqual(text.length);
        expect(without(once)).toBe(once);
      }),
    );
  });

  it.each(['a', '1', ' ', '<', '。', 'buy now ', '扫码', '优惠！', 'now\n'])(
    'is done when it is a long run of %j',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      expect(without(text).length).toBeLessThanOrEqual(text.length);
    },
  );
});
