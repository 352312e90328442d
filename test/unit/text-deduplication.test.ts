import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import type { DatasetType } from '../../lib/model/dataset-type.ts';
import type { JsonValue } from '../../lib/model/json.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';

const barrierOf = (params: Record<string, unknown> = {}) =>
  textDeduplication.createBarrier(textDeduplication.params.parse(params), new Map());

const recordOf = (value: JsonValue, type: DatasetType = 'pretrain') =>
  createTextRecord(JSON.stringify(value), type);

/** The places of the records that stay. */
const keptOf = (
  values: readonly JsonValue[],
  params: Record<string, unknown> = {},
  { type = 'pretrain' as DatasetType, referenceCount = 0 } = {},
): readonly number[] => {
  const barrier = barrierOf(params);
  const keys = values.map((value) => barrier.keyOf(recordOf(value, type)));
  const { drops } = resolveGroups(barrier, keys, referenceCount);
  return [...values.keys()].filter((index) => !drops.has(index));
};

const methods = ['exact', 'minhash', 'simhash'] as const;
const anyText = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.lorem({ maxCount: 40 }));
const sentence = '海面上的风把云吹向岸边，渔船在日落之前一只接一只地回到港口，灯塔亮了起来。';
const similarSentence = '海面上的风把云吹向岸边，渔船在日落之前一只接一只地回到港口，灯塔亮了起来！';

describe.each(methods)('text-deduplication by %s', (method) => {
  it('gives every text a key of the size announced, and always the same', () => {
    const [one, other] = [barrierOf({ method }), barrierOf({ method })];
    fc.assert(
      fc.property(anyText, (text) => {
        const key = one.keyOf(recordOf({ text }));
        expect(key).toEqual(other.keyOf(recordOf({ text })));
        if (key === undefined) return;
        expect(key.bands).toHaveLength(2 * one.bandCount);
        expect(key.sketch).toHaveLength(one.sketchBytes);
      }),
    );
  });

  it('takes a text for a duplicate of itself, and is symmetric', () => {
    const barrier = barrierOf({ method });
    fc.assert(
      fc.property(anyText, anyText, (text, another) => {
        const [one, other] = [barrier.keyOf(recordOf({ text })), barrier.keyOf(recordOf({ text: another }))];
        if (one === undefined || other === undefined) return;
        expect(barrier.similarity(one.sketch, one.sketch)).toBe(1);
        expect(barrier.similarity(one.sketch, other.sketch)).toBe(
          barrier.similarity(other.sketch, one.sketch),
        );
      }),
    );
  });

  it('drops equal records and keeps the first, however short they are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1 }), (texts) => {
        const records = [...texts, ...texts].map((text) => ({ text }));
        expect(keptOf(records, { method })).toEqual([...texts.keys()]);
      }),
    );
  });

  it('does a long text of one character without delay or overflow', () => {
    const barrier = barrierOf({ method });
    const [one, other] = ['x'.repeat(10_000_000), '好'.repeat(3_000_000)].map((text) =>
      barrier.keyOf({ ...recordOf({ text: 'x' }), texts: [text] }),
    );
    expect(one?.bands).toHaveLength(2 * barrier.bandCount);
    expect(one?.bands).not.toEqual(other?.bands);
  });

  it('keeps records without any text', () => {
    expect(keptOf([{ text: '' }, { text: ' ' }, { text: '' }, { text: '\n' }], { method })).toEqual([
      0, 1, 2, 3,
    ]);
  });
});

describe('text-deduplication', () => {
  it('finds Chinese records that differ in a character, by characters and by words', () => {
    const records = [
      { text: sentence },
      { text: similarSentence },
      { text: '完全不同的另外一句话，说的是别的事情。' },
    ];
    expect(keptOf(records)).toEqual([0, 2]);
    expect(keptOf(records, { ngram_unit: 'word' })).toEqual([0, 2]);
    expect(keptOf(records, { method: 'exact' })).toEqual([0, 1, 2]);
    expect(keptOf(records, { method: 'exact', ignore: ['form', 'punctuation'] })).toEqual([0, 2]);
  });

  it('is as strict as the threshold says', () => {
    const half = `${sentence.slice(0, 25)}雨下了一整夜，街上没有人，只有路灯还亮着。`;
    expect(keptOf([{ text: sentence }, { text: half }])).toEqual([0, 1]);
    expect(keptOf([{ text: sentence }, { text: half }], { threshold: 0.25 })).toEqual([0]);
  });

  it('keeps the longest, or the one with the highest number, when the best is to stay', () => {
    const records = [
      { text: `${sentence}甲`, meta: { quality: 3 } },
      { text: `${sentence}乙丙`, meta: { quality: 1 } },
      { text: `${sentence}丁`, meta: {} },
    ];
    expect(keptOf(records, { keep: 'best' })).toEqual([1]);
    expect(keptOf(records, { keep: 'best', score_field: 'meta.quality' })).toEqual([0]);
  });

  it('keeps none that an earlier data set has', () => {
    const records = [
      { text: sentence },
      { text: similarSentence },
      { text: 'something else of some length' },
    ];
    expect(keptOf(records, { keep: 'best' }, { referenceCount: 1 })).toEqual([0, 2]);
  });

  it.each<[DatasetType, JsonValue, JsonValue]>([
    [
      'single-turn',
      { context: 'Why is the sky blue?', target: 'a' },
      { context: 'why is the sky blue?', target: 'b' },
    ],
    [
      'single-turn',
      { instruction: 'Why is the sky blue?', input: '', output: 'a' },
      { instruction: 'Why is the sky blue?', input: '', output: 'b' },
    ],
    [
      'multi-turn',
      [{ context: 'Why is the sky blue?', target: 'a' }],
      [{ context: 'Why is the sky blue?', target: 'b' }],
    ],
    [
      'multi-turn-persona',
      [{ system: 'one' }, { context: 'Why is the sky blue?', target: 'a' }],
      [{ system: 'two' }, { context: 'Why is the sky blue?', target: 'b' }],
    ],
    [
      'multi-turn',
      {
        conversations: [
          { from: 'human', value: 'Why is the sky blue?' },
          { from: 'gpt', value: 'a' },
        ],
      },
      {
        conversations: [
          { from: 'human', value: 'Why is the sky blue?' },
          { from: 'gpt', value: 'b' },
        ],
      },
    ],
    [
      'multi-turn',
      { instruction: 'And why?', input: '', output: 'a', history: [['Why is the sky blue?', 'c']] },
      { instruction: 'And why?', input: '', output: 'b', history: [['Why is the sky blue?', 'd']] },
    ],
  ])('compares the questions of %s records when told to', (type, one, other) => {
    const exact = { method: 'exact' };
    expect(keptOf([one, other], { ...exact, part: 'questions' }, { type })).toEqual([0]);
    expect(keptOf([one, other], { ...exact, part: 'answers' }, { type })).toEqual([0, 1]);
    expect(keptOf([one, other], exact, { type })).toEqual([0, 1]);
  });

  it.each([
    [{ bands: 20, rows: 20 }],
    [{ permutations: 100 }],
    [{ threshold: 2 }],
    [{ ngram_size: 0 }],
    [{ method: 'cosine' }],
  ])('refuses %j', (params) => {
    expect(textDeduplication.params.safeParse(params).success).toBe(false);
  });
});
