import { plainShingles, similarPairs } from './dedup/exact-jaccard.ts';
import { measureQuality, type Quality, tolerance } from './dedup/measure-quality.ts';
import { plantDuplicates } from './dedup/plant-duplicates.ts';
import { sampleTexts } from './dedup/sample-texts.ts';
import type { BenchSettings, Row } from './row.ts';

const textCount = 2000;
const generated: readonly string[] = ['en', 'zh', 'code'];
const lowestThreshold = 0.6;

interface Method {
  readonly name: string;
  readonly unit: 'character' | 'word';
  readonly threshold: number;
  readonly params: Readonly<Record<string, unknown>>;
}

const minhash = (threshold: number, unit: Method['unit'] = 'character', more = {}): Method => ({
  name: `minhash ${threshold}, ${unit}s${Object.entries(more).map(([key, value]) => `, ${key} ${value}`)}`,
  unit,
  threshold,
  params: { method: 'minhash', threshold, ngram_unit: unit, ...more },
});

const methods: readonly Method[] = [
  { name: 'exact', unit: 'character', threshold: 0.8, params: { method: 'exact' } },
  minhash(0.8, 'character', { permutations: 128 }),
  minhash(0.8),
  minhash(0.8, 'character', { permutations: 512 }),
  minhash(0.8, 'word'),
  minhash(0.6),
  { name: 'simhash 3 bits', unit: 'character', threshold: 0.8, params: { method: 'simhash' } },
  {
    name: 'simhash 6 bits',
    unit: 'character',
    threshold: 0.8,
    params: { method: 'simhash', hamming_distance: 6 },
  },
];

/**
 * Pairs that each method takes for alike, beside the pairs whose exact Jaccard similarity reaches the threshold: on texts
 * with planted copies, and on real texts as they are.
 */
export async function* benchDedupQuality({ directory, files }: BenchSettings): AsyncIterable<Row> {
  const samples = await sampleTexts(directory, textCount, files);
  for (const [name, texts] of samples) {
    yield* measureTexts(`${name}, planted`, plantDuplicates(texts));
    if (!generated.includes(name)) yield* measureTexts(name, texts);
  }
}

function* measureTexts(label: string, texts: readonly string[]): Iterable<Row> {
  for (const unit of ['character', 'word'] as const) {
    const shingles = texts.map((text) => plainShingles(text, unit));
    const pairs = similarPairs(shingles, lowestThreshold - tolerance);
    for (const method of methods.filter((it) => it.unit === unit)) {
      yield rowOf(`${label}: ${method.name}`, measureQuality(texts, pairs, method));
    }
  }
}

const rowOf = (what: string, quality: Quality): Row => ({
  what,
  value: 100 * quality.recall,
  unit: '% recall',
  note: [
    `${percent(quality.looseRecall)} above +${tolerance}`,
    `precision ${percent(quality.precision)}, ${percent(quality.loosePrecision)} to −${tolerance}`,
    `repetition −${percent(quality.repetitionCut)}, right drops ${percent(quality.dropPrecision)}`,
    `${quality.pairCount} pairs, ${quality.keyBytes} B`,
  ].join('; '),
});

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
