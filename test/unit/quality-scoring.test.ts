import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import type { DatasetType } from '../../lib/model/dataset-type.ts';
import { guessLanguage } from '../../lib/operators/quality/guess-language.ts';
import { textStatistics } from '../../lib/operators/quality/rules/text-statistics.ts';
import { qualityScoring } from '../../lib/operators/quality-scoring.ts';
import { tokenize } from '../../lib/operators/repetition/tokenize.ts';

const create = (params: object, resources: Readonly<Record<string, string>> = {}) =>
  qualityScoring.create(qualityScoring.params.parse(params), new Map(Object.entries(resources)));

const recordOf = (value: unknown, type: DatasetType = 'pretrain') =>
  createTextRecord(JSON.stringify(value), type);

const statisticsOf = (text: string, language: 'en' | 'zh' = 'en') =>
  textStatistics(text, tokenize(text), language);

describe('the statistics of a text', () => {
  it('count words without their punctuation, and Han characters as parts of words', () => {
    expect(statisticsOf('To be, or not to be: that is it!')).toMatchObject({ words: 9, stop_words: 3 });
    expect(statisticsOf('数据的质量，决定模型的上限。', 'zh')).toMatchObject({ words: 8, stop_words: 1 });
    expect(statisticsOf('one 1 22 333').alphabetic_words).toBe(0.25);
  });

  it('count lines by how they start and end', () => {
    const text = '• one.\n• two…\nThree...\n\nFour words are here.\n“五。”';
    expect(statisticsOf(text)).toMatchObject({ bullet_lines: 0.4, ellipsis_lines: 0.4, punctuated_lines: 1 });
  });

  it('count the sentences of lines that end like one', () => {
    expect(statisticsOf('One. Two.\nno end\nThree!').sentences).toBe(3);
  });

  it('know what pages say beside their text', () => {
    const text = 'We use cookies.\nTurn on JavaScript.\nLorem Ipsum {';
    const { policy_lines, javascript_lines, lorem_ipsum, curly_brackets } = statisticsOf(text);
    expect([policy_lines, javascript_lines, lorem_ipsum, curly_brackets]).toEqual([1 / 3, 1 / 3, 1, 1]);
  });

  it.each(['a', '1', ' ', '<', '。', '#', '…', '\n', '•\n', '中'])(
    'are counted in a long run of %j',
    (unit) => {
      const text = unit.repeat(200_000);
      for (const value of Object.values(statisticsOf(text, 'zh'))) expect(value).not.toBeNaN();
    },
  );
});

describe('the language of a text', () => {
  it.each([
    ['数据的质量决定模型的上限。', 'zh'],
    ['これは日本語の文章です。', 'ja'],
    ['저는 학생입니다', 'ko'],
    ['The cat is on the mat.', 'en'],
    ['Это русский текст', 'ru'],
    ['Der Hund schläft unter dem Tisch', 'und'],
    ['De kat zit op de mat en het is warm in de kamer, we hebben water over.', 'und'],
    ['a v s e e f g a', 'und'],
    ['123 456', 'und'],
    ['', 'und'],
  ])('is guessed: %s', (text, language) => {
    expect(guessLanguage(text, tokenize(text)).language).toBe(language);
  });

  it('is sure where Chinese holds names and terms in Latin letters', () => {
    const text = '使用Python和TensorFlow训练ResNet';
    expect(guessLanguage(text, tokenize(text)).score).toBeGreaterThan(0.65);
  });
});

describe('quality-scoring', () => {
  const menu = { text: 'Home\nAbout\nLogin' };

  it('drops what breaks too many rules of the sets asked for', () => {
    expect(create({})(recordOf(menu))).toEqual({ dropped: 'low_score' });
    expect(create({ rules: [] })(recordOf(menu))).toBeUndefined();
    expect(create({ min_score: 0 })(recordOf(menu))).toBeUndefined();
    expect(create({ rules: ['gopher'], min_score: 1 })(recordOf(menu))).toEqual({ dropped: 'low_score' });
  });

  it('takes bounds of its reader', () => {
    const params = { rules: ['gopher'], min_score: 1, bounds: { min_words: 1, min_stop_words: 0 } };
    expect(create(params)(recordOf(menu))).toBeUndefined();
    expect(qualityScoring.params.safeParse({ bounds: { unknown: 1 } }).success).toBe(false);
  });

  it('keeps the score and what it is made of beside the texts', () => {
    const record = recordOf(menu);
    expect(create({ rules: ['c4'], min_score: 0, keep_statistics: true })(record)).toEqual({
      changed: ['statistics_kept'],
    });
    expect(record.toValue()).toMatchObject({
      ...menu,
      quality_score: 0.8,
      quality_statistics: { language: 'en', broken_rules: ['min_sentences'], words: 3 },
    });
  });

  it('refuses to keep statistics in a list of turns', () => {
    const record = recordOf([{ context: 'a', target: 'b' }], 'multi-turn');
    expect(() => create({ min_score: 0, keep_statistics: true })(record)).toThrow(
      expect.objectContaining({ code: 'ModelArts.72090007' }),
    );
  });

  it('drops what the language model finds too improbable', () => {
    const perplexity = readFileSync(new URL('../fixtures/kenlm/trie.bin', import.meta.url), 'latin1');
    const params = { rules: [], perplexity_model_path: 's3://models/trie.bin', max_perplexity: 50 };
    const run = create(params, { perplexity });
    expect(run(recordOf({ text: '点击链接后，浏览器会向服务器发送一个HTTP请求。' }))).toBeUndefined();
    expect(run(recordOf({ text: '锟斤拷烫烫烫屯屯屯' }))).toEqual({ dropped: 'perplexity' });
  });

  it('asks for models as bytes, and says which of them is none', () => {
    const given = qualityScoring.params.parse({ language_model_path: 's3://models/lid.ftz' });
    expect(qualityScoring.resources?.(given)).toEqual([
      { name: 'language', address: 's3://models/lid.ftz', kind: 'binary' },
    ]);
    expect(() => qualityScoring.create(given, new Map([['language', 'no model']]))).toThrow(
      expect.objectContaining({ code: 'ModelArts.72090024' }),
    );
  });

  it('does any text', () => {
    const run = create({ min_score: 0 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(run(recordOf({ text }))).toBeUndefined();
      }),
    );
  });
});
