import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatorById } from '../../lib/operators/index.ts';
import { sentenceFeatureFiltering } from '../../lib/operators/sentence-feature-filtering.ts';
import { measureSentences, PIECES } from '../../lib/operators/sentences/measure-sentences.ts';

const inCharacters = { unit: 'characters', pieces: 'sentences' } as const;

describe('the sentences of a text', () => {
  it.each([
    ['一二三。四五！', { count: 2, length: 5 }],
    ['“一二三。”', { count: 1, length: 4 }],
    ['😀😀 𠮷。', { count: 1, length: 4 }],
    ['# 标题\n- 一二\n3. four.', { count: 3, length: 8 }],
    ['（一）条款\nA. yes', { count: 2, length: 5 }],
    ['```\ncode. code\n```\n| a. | b. |\n...\n\n。。', { count: 0, length: 0 }],
    ['', { count: 0, length: 0 }],
  ])('are measured without their marks: %j', (text, measure) => {
    expect(measureSentences(text, inCharacters)).toEqual(measure);
  });

  it('are measured in words', () => {
    expect(measureSentences('Two words. 八个汉字算五个词。', { unit: 'words', pieces: 'sentences' })).toEqual(
      {
        count: 2,
        length: 2 + 8 / 1.6,
      },
    );
  });

  it.each([
    ['在村里，有一个传说；是这样：没人。', { count: 4, length: 13 }],
    ['It costs 1,000, they say: much. No', { count: 4, length: 28 }],
    ['，，一，、', { count: 1, length: 1 }],
  ])('are measured by their clauses: %j', (text, measure) => {
    expect(measureSentences(text, { unit: 'characters', pieces: 'clauses' })).toEqual(measure);
  });

  it.each(['a', ' ', '。', '. ', 'a\n', '1.', '#', '，', ', '])('are measured in a long run of %j', (run) => {
    for (const pieces of PIECES) {
      const { count } = measureSentences(run.repeat(200_000), { unit: 'characters', pieces });
      expect(count).toBeGreaterThanOrEqual(0);
    }
  });

  it('are never longer than the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { count, length } = measureSentences(text, inCharacters);
        expect(length).toBeLessThanOrEqual([...text].length);
        expect(count).toBeLessThanOrEqual(length);
      }),
    );
  });
});

describe('sentence-feature-filtering', () => {
  it('is one of the operators', () => {
    expect(operatorById.get('sentence-feature-filtering')).toBe(sentenceFeatureFiltering);
  });

  it('takes no longest average below the shortest', () => {
    expect(sentenceFeatureFiltering.params.safeParse({ max_average_length: 9 }).success).toBe(false);
    expect(sentenceFeatureFiltering.params.safeParse({ max_average_length: 10 }).success).toBe(true);
  });
});
