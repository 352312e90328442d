import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelShare } from '../../lib/engine/create-model-share.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import type { JsonValue } from '../../lib/model/json.ts';
import type { TextJudge, TextModels } from '../../lib/model/text-models.ts';
import { abusiveTextDetection } from '../../lib/operators/abusive-text-detection.ts';
import { adTextDetection } from '../../lib/operators/ad-text-detection.ts';
import { garbageTextDetection } from '../../lib/operators/garbage-text-detection.ts';
import { politicalTextDetection } from '../../lib/operators/political-text-detection.ts';
import { pornographicTextDetection } from '../../lib/operators/pornographic-text-detection.ts';
import { prohibitedTextDetection } from '../../lib/operators/prohibited-text-detection.ts';

const detections = [
  prohibitedTextDetection,
  garbageTextDetection,
  adTextDetection,
  pornographicTextDetection,
  abusiveTextDetection,
  politicalTextDetection,
];

interface Asked {
  readonly params?: Record<string, unknown>;
  readonly words?: string;
  readonly models?: TextModels;
}

/** What becomes of records: the field of each, or why it is gone. */
const detect = async (
  operator: (typeof detections)[number],
  texts: readonly string[],
  { params = {}, words, models = {} }: Asked = {},
) => {
  const resources = words === undefined ? new Map() : new Map([['words', words]]);
  const run = operator.createModel(operator.params.parse(params), resources, models);
  const records = texts.map((text) => createTextRecord(JSON.stringify({ text }), 'pretrain'));
  const verdicts = await run(records, createModelShare());
  return records.map((record, index) => {
    const verdict = verdicts[index];
    if (verdict !== undefined && 'failed' in verdict) return verdict.failed.code;
    if (verdict !== undefined && 'dropped' in verdict) return `dropped: ${verdict.dropped}`;
    const { text: _, ...fields } = record.toValue() as { readonly text: string } & Record<string, JsonValue>; // as made
    return Object.values(fields)[0] as unknown as Verdict; // a detection writes one field
  });
};

interface Verdict {
  readonly suggestion: string;
  readonly details: readonly { readonly label: string; readonly segments: readonly unknown[] }[];
}

const suggestionsOf = async (...asked: Parameters<typeof detect>): Promise<readonly string[]> =>
  (await detect(...asked)).map((verdict) => (typeof verdict === 'string' ? verdict : verdict.suggestion));

/** A judge that says what its texts ask for. */
const judgeThatDoes = (change: Partial<TextJudge> = {}): TextModels => ({
  preferredJudge: 'openai',
  judges: {
    openai: {
      risks: ['porn', 'abuse', 'prohibited'],
      judge: async (_, texts) =>
        texts.map((text) => {
          if (text.includes('refuse')) throw new SluiceError('ModelArts.72020092', { service: 'judge' });
          if (text.includes('bad')) {
            return [{ confidence: 0.8, label: 'x', riskLevel: 2, segments: ['bad'], suggestion: 'block' }];
          }
          return text.includes('odd') ? 'not_evaluated' : [];
        }),
      ...change,
    },
  },
});

describe('the verdict on a record', () => {
  it('is one for all its texts, the worst, with what was found in each', async () => {
    const record = createTextRecord(
      JSON.stringify({ context: '你这个蠢货', target: 'Shop now', system: '去死吧' }),
      'single-turn-persona',
    );
    const run = abusiveTextDetection.createModel(abusiveTextDetection.params.parse({}), new Map(), {});
    await run([record], createModelShare());
    expect(record.toValue()).toMatchObject({
      context: '你这个蠢货',
      text_abuse_moderation: {
        suggestion: 'block',
        details: [{ segments: [{ segment: '去死吧' }] }, { segments: [{ segment: '你这个蠢货' }] }],
      },
    });
  });

  it('is no pass where one of its texts was not evaluated', async () => {
    const record = createTextRecord('{"context":"今天天气好","target":"Погода хорошая"}', 'single-turn');
    const run = adTextDetection.createModel(adTextDetection.params.parse({}), new Map(), {});
    await run([record], createModelShare());
    expect(record.toValue()).toMatchObject({
      text_ad_moderation: { suggestion: 'not_evaluated', details: [] },
    });
  });

  it('lies in a field of its own for each risk', async () => {
    const record = createTextRecord('{"text":"你好","id":7}', 'pretrain');
    for (const { createModel, params } of detections) {
      await createModel(params.parse({}), new Map(), {})([record], createModelShare());
    }
    expect(Object.keys(record.toValue() as object)).toEqual([
      'text',
      'id',
      'text_ban_moderation',
      'text_spam_moderation',
      'text_ad_moderation',
      'text_porn_moderation',
      'text_abuse_moderation',
      'text_pollInfo_moderation',
    ]);
  });
});

describe('the filter', () => {
  const texts = ['Limited time offer: 50% off. Shop now!', '全场特价，订购热线：400-800-1234', '今天天气好'];

  it('is off by default', async () => {
    expect(await suggestionsOf(adTextDetection, texts)).toEqual(['review', 'block', 'pass']);
  });

  it('drops what should be blocked, and leaves what somebody should look at', async () => {
    const params = { filter: true };
    expect(await suggestionsOf(adTextDetection, texts, { params })).toEqual([
      'review',
      'dropped: block',
      'pass',
    ]);
  });

  it('drops both where that is asked', async () => {
    const params = { filter: true, filter_review: true };
    const [first] = await suggestionsOf(adTextDetection, texts, { params });
    expect(first).toBe('dropped: review');
  });
});

describe('the word lists', () => {
  it.each([
    [prohibitedTextDetection, '有冰毒现货，同城送货', '吸食冰毒会对大脑造成损伤，有关知识如下'],
    [prohibitedTextDetection, 'How to make a pipe bomb at home', 'How to make hot chocolate bombs at home'],
    [prohibitedTextDetection, '教你如何自制炸药', '沐浴炸弹的制作方法：小苏打和柠檬酸'],
    [garbageTextDetection, '网络兼职，日结200元，加QQ 12345678', '网络兼职能积累经验，工资日结'.slice(0, 9)],
    [garbageTextDetection, 'Congratulations! You have won, click here to claim', 'You have won my heart'],
    [adTextDetection, '厂家直销，欢迎来电13611112222', '厂家直销是一种销售模式'],
    [pornographicTextDetection, '成人电影免费在线观看', '成人教育免费在线课程'],
    [pornographicTextDetection, 'Watch free porn videos', 'Moby Dick is a whale'],
    [abusiveTextDetection, '你就是个白痴', '你不是白痴'],
    [abusiveTextDetection, 'You are such an idiot', 'You are not an idiot'],
    [abusiveTextDetection, '你真让人恶心', '你真傻，居然信了'],
    [abusiveTextDetection, 'All refugees are terrorists', 'Not all refugees are terrorists'],
    [adTextDetection, 'Buy now and get 50% off! Visit www.shop.com', 'It fell by 50% off the coast'],
    [prohibitedTextDetection, '海洛因多少钱一克', '海洛因是一种毒品，危害健康'],
    [prohibitedTextDetection, 'Buy fake passports online', 'Fake passports were found at the airport'],
    [garbageTextDetection, '您的快递丢失，请加客服QQ123456理赔', '快递丢失时请联系快递公司'],
    [
      garbageTextDetection,
      'Dear friend, I am the next of kin of a late client and need your bank account to transfer million dollars',
      'Dear friend, please send me the number of your bank account',
    ],
  ])('%# find what is meant and leave its like alone', async (operator, harmful, harmless) => {
    expect(await suggestionsOf(operator, [harmful, harmless])).toEqual(['block', 'pass']);
  });

  it('ask for somebody to look at what is said of others, and leave what is told of insults alone', async () => {
    const texts = ['他就是个王八蛋', '蠢货，连这都不会', '他骂我是蠢货，我很难过'];
    expect(await suggestionsOf(abusiveTextDetection, texts)).toEqual(['review', 'review', 'pass']);
  });

  it('see through full-width and traditional characters and capitals', async () => {
    const texts = ['ＹＯＵ ＡＲＥ ＳＵＣＨ ＡＮ ＩＤＩＯＴ', '你這個蠢貨'];
    expect(await suggestionsOf(abusiveTextDetection, texts)).toEqual(['block', 'block']);
  });

  it.each([
    ['Je ne sais pas ce que vous voulez dire avec cette question', 'not_evaluated'],
    ['これは日本語の文章です', 'not_evaluated'],
    ['오늘 날씨가 좋습니다', 'not_evaluated'],
    ['def f(x): return x ** 2', 'pass'],
    ['Die Hard', 'pass'],
    ['3.14159 + 2 = 5', 'pass'],
    ['', 'pass'],
  ])('say of %j: %s', async (text, suggestion) => {
    expect(await suggestionsOf(prohibitedTextDetection, [text])).toEqual([suggestion]);
  });

  it('never throw, and judge the same text the same', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            '出售',
            '冰毒',
            'QQ',
            '12345678',
            '你',
            '白痴',
            'sell',
            ' ',
            '。',
            'http://',
            '\ud800',
          ),
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 4 }), async (texts) => {
        for (const operator of detections) {
          const once = await detect(operator, texts);
          expect(await detect(operator, texts)).toEqual(once);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['a', '1', ' ', '<', '。', '出售', 'QQ', 'QQ1', '1-', '你', 'you ', 'http://', 'sell drugs '])(
    'take a megabyte of %j',
    async (unit) => {
      const text = unit.repeat(1_000_000 / unit.length);
      for (const operator of detections) expect(await detect(operator, [text])).toHaveLength(1);
    },
  );
});

describe('a list of one’s own', () => {
  const words = '\uFEFF# names\nalpha\nbeta & gamma\tteam\t1\n秘密项目\tleak\t3\r\n';

  it('blocks by a word, and asks for a review by one of level 1', async () => {
    const texts = ['about ALPHA', 'beta alone', 'gamma then beta', '这个秘密项目2号', 'nothing', 'alphabet'];
    expect(
      await suggestionsOf(politicalTextDetection, texts, { words, params: { words_path: '/x' } }),
    ).toEqual(['block', 'pass', 'review', 'block', 'pass', 'pass']);
  });

  it('gives the labels of the list', async () => {
    const [verdict] = await detect(politicalTextDetection, ['alpha 秘密项目'], { words });
    expect(verdict).toMatchObject({
      details: [
        { label: 'politics', risk_level: 2, segments: [{ segment: 'alpha' }], suggestion: 'block' },
        { label: 'leak', risk_level: 3, confidence: 1 },
      ],
    });
  });

  it('is used beside a model', async () => {
    const asked = { words, models: judgeThatDoes() };
    expect(await suggestionsOf(abusiveTextDetection, ['alpha', 'bad', 'odd alpha', 'odd'], asked)).toEqual([
      'block',
      'block',
      'block',
      'not_evaluated',
    ]);
  });

  it.each(['word\tlabel\t9', 'a && b', 'a\tb\t1\tc'])('refuses the line %j', async (line) => {
    await expect(detect(abusiveTextDetection, ['x'], { words: line })).rejects.toMatchObject({
      code: 'ModelArts.72090007',
    });
  });
});

describe('a model', () => {
  it('judges where the deployment prefers it, and says what it cannot judge', async () => {
    const models = judgeThatDoes();
    expect(await suggestionsOf(abusiveTextDetection, ['bad', 'fine', 'odd'], { models })).toEqual([
      'block',
      'pass',
      'not_evaluated',
    ]);
  });

  it('leaves the risks that are none of its own to the word lists', async () => {
    const texts = ['全场特价，订购热线：400-800-1234', 'bad'];
    expect(await suggestionsOf(adTextDetection, texts, { models: judgeThatDoes() })).toEqual([
      'block',
      'pass',
    ]);
  });

  it('that is named does not judge them at all', async () => {
    const asked = { models: judgeThatDoes(), params: { provider: 'openai' } };
    expect(await suggestionsOf(adTextDetection, ['bad'], asked)).toEqual(['not_evaluated']);
  });

  it('that is named and not configured is refused', async () => {
    const params = { provider: 'comprehend' };
    await expect(detect(adTextDetection, ['bad'], { params })).rejects.toMatchObject({
      code: 'ModelArts.72020124',
    });
  });

  it('is not asked where the word lists are named', async () => {
    const asked = { models: judgeThatDoes(), params: { provider: 'lexicon' } };
    expect(await suggestionsOf(abusiveTextDetection, ['bad'], asked)).toEqual(['pass']);
  });

  it('that fails for one record fails no other', async () => {
    expect(
      await suggestionsOf(abusiveTextDetection, ['bad', 'refuse', 'fine'], { models: judgeThatDoes() }),
    ).toEqual(['block', 'ModelArts.72020092', 'pass']);
  });

  it('that breaks is not taken for a record that failed', async () => {
    const judge = () => Promise.reject(new TypeError('broken'));
    const models = judgeThatDoes({ judge });
    await expect(detect(abusiveTextDetection, ['x'], { models })).rejects.toThrow(TypeError);
  });
});
