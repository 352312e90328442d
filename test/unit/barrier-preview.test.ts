import { describe, expect, it } from 'vitest';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { measureSample } from '../../lib/preview/measure-sample.ts';
import { planRefining } from '../../lib/preview/plan-refining.ts';
import { runSample } from '../../lib/preview/run-sample.ts';
import { sampleOfRecords } from '../../lib/preview/sample.ts';
import { buildRecipe } from '../../lib/refine/build-recipe.ts';

const recipe = {
  operators: [
    { id: 'text-length-filtering', params: { min: 3, max: 100 } },
    { id: 'text-deduplication', params: { method: 'exact' } },
    { id: 'custom-regex-replacement', params: { pattern: 'one', replacement: '1' } },
  ],
};
const build = () => buildRecipe({ loadResource: async () => '' }, { recipe, type: 'pretrain' });
const limits = { type: 'pretrain', limitMilliseconds: 10_000 } as const;
const texts = ['one two', 'x', 'three four', 'four five', 'five six', 'ONE TWO', 'three  four', 'six'];
const sample = sampleOfRecords(texts.map((text) => ({ text })));

describe('a preview of a recipe that needs all records', () => {
  it('takes the sample for all there is, across its batches', async () => {
    const effect = await runSample(await build(), sample, limits);
    expect(effect.operators.map(({ inCount, outCount }) => [inCount, outCount])).toEqual([
      [8, 7],
      [7, 5],
      [5, 5],
    ]);
    expect(effect.operators[1]).toMatchObject({
      droppedByReason: { duplicate: 2 },
      examples: [
        { kind: 'dropped', place: 6 },
        { kind: 'dropped', place: 7 },
      ],
    });
    expect(effect.kept.map((line) => JSON.parse(line).text)).toEqual([
      '1 two',
      'three four',
      'four five',
      'five six',
      'six',
    ]);
  });

  it('says that it was cut when the time is up', async () => {
    expect(await runSample(await build(), sample, { ...limits, limitMilliseconds: 0 })).toMatchObject({
      isCut: true,
      triedCount: 0,
      operators: [{ inCount: 0 }, { inCount: 0 }, { inCount: 0 }],
    });
  });

  it('measures the making of keys as well', async () => {
    const measures = measureSample(await build(), sample, limits);
    expect(measures.every(({ bytes, seconds }) => bytes > 0 && seconds > 0)).toBe(true);
  });
});

describe('a plan', () => {
  const planOf = async (recordCount: number) => {
    const objects = new MemoryObjectStore();
    const sizeBytes = 64 * 2 ** 20;
    const manifest: DatasetManifest = {
      dataset: 'texts',
      version: 1,
      type: 'pretrain',
      format: 'platform',
      recordCount,
      sizeBytes,
      parts: [{ key: 'part', file: 'part', sizeBytes, recordCount, checkpoints: [] }],
      createdAt: 0,
      createdBy: { run: 'import' },
    };
    await objects.write('manifest.json', Buffer.from(JSON.stringify(manifest)));
    const stages = await planRefining(objects, { manifest, manifestKey: 'manifest.json', recipe });
    return stages.map(({ kind, operators, shards }) => [kind, operators, shards.count]);
  };
  const before = ['refine', ['text-length-filtering', 'text-deduplication'], 4];
  const behind = [
    ['refine', ['text-deduplication', 'custom-regex-replacement'], 4],
    ['publish', undefined, 1],
  ];

  it('shows the stages that need all records, with as many partitions as the records ask for', async () => {
    expect(await planOf(15_000_000)).toEqual([
      before,
      // A band of 40 + 16 bytes a record, 256 MiB a partition.
      ['group', ['text-deduplication'], 4],
      ['cluster', ['text-deduplication'], 1],
      ...behind,
    ]);
  });

  it('judges many records in blocks of sixteen million', async () => {
    expect(await planOf(100_000_000)).toEqual([
      before,
      // 768 MiB a partition.
      ['group', ['text-deduplication'], 7],
      ['cluster', ['text-deduplication'], 1],
      ['group', ['text-deduplication'], 7],
      ['cluster', ['text-deduplication'], 7],
      ...behind,
    ]);
  });
});
