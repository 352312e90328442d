import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetPart } from '../../lib/model/dataset.ts';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';
import { askingLimits } from '../../lib/refine/asking-limits.ts';
import { askingSlices } from '../../lib/refine/asking-slices.ts';

const stepsOf = (params: Record<string, unknown>) => {
  const usual = { scenario: 'qa-from-text', model: 'm', batch: true };
  return parseRecipe({ operators: [{ id: 'data-generation', params: { ...usual, ...params } }] }, 'pretrain');
};
const source = (recordCount: number, recordBytes = 1000) => ({
  recordCount,
  sizeBytes: recordCount * recordBytes,
});

/** Records that each slice may make which may make any. */
const sharesOf = (params: Record<string, unknown>, records: number): readonly number[] => {
  const { recordCount, sizeBytes } = source(records);
  const asking = askingLimits(stepsOf(params), { recordCount, sizeBytes });
  if (asking === undefined) throw new Error('it asks');
  const part: DatasetPart = { key: 'k', file: 'f', sizeBytes, recordCount, checkpoints: [] };
  return askingSlices([part], { shardBytes: 16 * 1024 ** 2, asking })
    .map(({ share }) => share.recordCount ?? 0)
    .filter((share) => share > 0);
};

describe('how a run is cut that asks in batches', () => {
  it('makes few shards, each of as many questions as go together', () => {
    const limits = askingLimits(stepsOf({ concurrency: 50 }), source(50_000));
    expect(limits).toMatchObject({ isBatched: true, sliceBytes: 5_000_000 });
    expect(limits?.shardsAtOnce).toBe(10);
  });

  it('gives the records that are to be made to few of many slices, from all over the source', () => {
    const shares = sharesOf({ record_num: 1000 }, 1_000_000);
    expect(shares).toEqual([250, 250, 250, 250]);
  });

  it('gives away exactly what there is, whatever there is', () => {
    const counts = fc.record({
      records: fc.integer({ min: 1, max: 500_000 }),
      record_num: fc.integer({ min: 1, max: 100_000 }),
    });
    fc.assert(
      fc.property(counts, ({ records, record_num }) => {
        fc.pre(record_num < 2 * records);
        const total = sharesOf({ record_num }, records).reduce((sum, share) => sum + share, 0);
        expect(total).toBe(record_num);
      }),
    );
  });

  it('never has more requests under way than the recipe says', () => {
    const counts = fc.record({
      concurrency: fc.integer({ min: 1, max: 500 }),
      records: fc.integer({ min: 1, max: 2_000_000 }),
      record_num: fc.integer({ min: 1, max: 100_000 }),
      max_tokens_total: fc.constantFrom(0, 1000, 1_000_000),
    });
    fc.assert(
      fc.property(counts, ({ records, ...params }) => {
        const limits = askingLimits(stepsOf(params), source(records));
        const { shardConcurrency = 0, shardsAtOnce = 0, sliceBytes = 0 } = limits ?? {};
        expect(shardConcurrency * shardsAtOnce).toBeLessThanOrEqual(params.concurrency);
        expect(Math.min(shardConcurrency, shardsAtOnce, sliceBytes)).toBeGreaterThan(0);
        expect(sliceBytes).toBeLessThanOrEqual(7 * 1024 ** 2);
      }),
    );
  });
});
