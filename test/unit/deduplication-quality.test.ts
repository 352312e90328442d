import { describe, expect, it } from 'vitest';
import { plainShingles, similarPairs } from '../../bench/dedup/exact-jaccard.ts';
import { measureQuality } from '../../bench/dedup/measure-quality.ts';
import { plantDuplicates } from '../../bench/dedup/plant-duplicates.ts';
import { seededRandom } from '../../bench/seeded-random.ts';

const syllables = {
  en: [
    'the ',
    'of ',
    'water ',
    'sea',
    'ing ',
    'light ',
    'er ',
    'on ',
    'mount',
    'ain ',
    'old ',
    're',
    'turn ',
    ', ',
  ],
  zh: [
    ...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多',
  ],
} as const;

const textsOf = (language: keyof typeof syllables): readonly string[] => {
  const random = seededRandom(7);
  const words = syllables[language];
  return Array.from({ length: 300 }, () =>
    Array.from(
      { length: 20 + Math.floor(random() * 300) },
      () => words[Math.floor(random() * words.length)],
    ).join(''),
  );
};

const threshold = 0.8;

describe.each(['en', 'zh'] as const)('deduplication of %s with planted near-duplicates', (language) => {
  const texts = plantDuplicates(textsOf(language));

  it.each(['character', 'word'] as const)('cuts repetition by more than 90 %%, by n-grams of %ss', (unit) => {
    const pairs = similarPairs(
      texts.map((text) => plainShingles(text, unit)),
      threshold - 0.05,
    );
    const quality = measureQuality(texts, pairs, { threshold, params: { ngram_unit: unit } });
    expect(quality.pairCount).toBeGreaterThan(100);
    expect(quality.repetitionCut).toBeGreaterThan(0.9);
    expect(quality.looseRecall).toBeGreaterThan(0.97);
    expect(quality.loosePrecision).toBeGreaterThan(0.95);
    expect(quality.dropPrecision).toBeGreaterThan(0.97);
  });
});
