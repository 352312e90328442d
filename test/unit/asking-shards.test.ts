import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetPart } from '../../lib/model/dataset.ts';
import type { JudgePace, TextModels } from '../../lib/model/text-models.ts';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { askingLimits } from '../../lib/refine/asking-limits.ts';
import { askingSlices } from '../../lib/refine/asking-slices.ts';
import { sourceLines } from '../../lib/refine/refine-input.ts';

const stepsOf = (params: Record<string, unknown>) =>
  parseRecipe(
    { operators: [{ id: 'data-generation', params: { scenario: 'qa-from-text', model: 'm', ...params } }] },
    'pretrain',
  );
const source = (recordCount: number, sizeBytes = recordCount * 1000) => ({ recordCount, sizeBytes });

describe('how a run that asks a model is cut', () => {
  it('leaves runs alone that ask none', () => {
    const steps = parseRecipe({ operators: [{ id: 'text-length-filtering', params: {} }] }, 'pretrain');
    expect(askingLimits(steps, source(1000))).toBeUndefined();
  });

  it('never has more requests under way than the recipe says', () => {
    const counts = fc.record({
      concurrency: fc.integer({ min: 1, max: 500 }),
      records: fc.integer({ min: 1, max: 2_000_000 }),
      record_num: fc.integer({ min: 1, max: 100_000 }),
      target_num: fc.integer({ min: 2, max: 20 }),
      max_tokens_total: fc.constantFrom(0, 1000, 1_000_000),
    });
    fc.assert(
      fc.property(counts, ({ records, ...params }) => {
        const limits = askingLimits(stepsOf(params), source(records));
        const { shardConcurrency = 0, shardsAtOnce = 0, sliceBytes = 0 } = limits ?? {};
        expect(shardConcurrency * shardsAtOnce).toBeLessThanOrEqual(params.concurrency);
        expect(Math.min(shardConcurrency, shardsAtOnce, sliceBytes)).toBeGreaterThan(0);
      }),
    );
  });

  it('makes shards of so few records that each ends in time', () => {
    const limits = askingLimits(stepsOf({ concurrency: 10 }), source(50_000));
    expect((limits?.sliceBytes ?? 0) / 1000).toBeLessThanOrEqual(80);
    expect(limits).toMatchObject({ shardConcurrency: 10, shardsAtOnce: 1 });
    expect(limits).not.toHaveProperty('recordCount', 0);
  });

  it('has no limit of records where there can be no more', () => {
    expect(askingLimits(stepsOf({ record_num: 100 }), source(50))).not.toHaveProperty('recordCount');
    expect(askingLimits(stepsOf({ record_num: 99 }), source(50))).toHaveProperty('recordCount', 99);
  });

  it('counts a sample as what it is', () => {
    const whole = askingLimits(stepsOf({}), source(50_000));
    const sample = askingLimits(stepsOf({}), { ...source(50_000), sampleCount: 10 });
    expect(sample?.sliceBytes).toBeGreaterThan(whole?.sliceBytes ?? 0);
  });
});

const judging = (...ids: readonly string[]) =>
  parseRecipe({ operators: ids.map((id) => ({ id, params: {} })) }, 'pretrain');
const judgedBy = (pace: JudgePace | undefined): TextModels => ({
  preferredJudge: 'openai',
  judges: {
    openai: {
      risks: ['abuse', 'porn'],
      ...(pace === undefined ? {} : { pace }),
      judge: async (_, texts) => texts.map(() => []),
      classify: async ({ texts }) => texts.map(() => 'not_evaluated' as const),
    },
  },
});
const quick: JudgePace = { concurrency: 32, answerSeconds: 1 };

describe('how a run is cut whose records a service judges', () => {
  it('is not cut finer for the word lists, nor for a risk that is left to them', () => {
    expect(askingLimits(judging('abusive-text-detection'), source(1000))).toBeUndefined();
    expect(askingLimits(judging('ad-text-detection'), source(1000), judgedBy(quick))).toBeUndefined();
    const byWords = parseRecipe(
      { operators: [{ id: 'abusive-text-detection', params: { provider: 'lexicon' } }] },
      'pretrain',
    );
    expect(askingLimits(byWords, source(1000), judgedBy(quick))).toBeUndefined();
  });

  it.each(['abusive-text-detection', 'pretrained-text-classification'])(
    'makes shards of %s that end in time, and keeps to what the deployment may ask at once',
    (id) => {
      const short = source(80_000, 80_000 * 200);
      const { sliceBytes = 0, ...limits } = askingLimits(judging(id), short, judgedBy(quick)) ?? {};
      expect(limits).toEqual({ shardConcurrency: 16, shardsAtOnce: 2 });
      // 16 at once, a second for each, for 80 seconds.
      expect(sliceBytes / 200).toBeLessThanOrEqual(16 * 80);
    },
  );

  it('counts each operator that asks', () => {
    const slice = (...ids: readonly string[]) =>
      askingLimits(judging(...ids), source(100_000), judgedBy(quick))?.sliceBytes ?? 0;
    const both = slice('abusive-text-detection', 'pornographic-text-detection');
    expect(both / slice('abusive-text-detection')).toBeCloseTo(0.5, 1);
  });

  it('counts the requests that a long text takes', () => {
    const long = source(1000, 1000 * 50_000);
    const slice = (pace: JudgePace) =>
      askingLimits(judging('abusive-text-detection'), long, judgedBy(pace))?.sliceBytes ?? 0;
    const whole = slice({ ...quick, answerSeconds: 10 });
    expect(whole / slice({ ...quick, answerSeconds: 10, requestBytes: 10_000 })).toBeCloseTo(5, 0);
  });

  it('never has more requests under way than the deployment may', () => {
    const counts = fc.record({
      concurrency: fc.integer({ min: 1, max: 500 }),
      answerSeconds: fc.integer({ min: 1, max: 60 }),
      records: fc.integer({ min: 1, max: 5_000_000 }),
    });
    fc.assert(
      fc.property(counts, ({ records, ...pace }) => {
        const limits = askingLimits(judging('abusive-text-detection'), source(records), judgedBy(pace));
        const { shardConcurrency = 0, shardsAtOnce = 0 } = limits ?? {};
        expect(shardConcurrency * shardsAtOnce).toBeLessThanOrEqual(pace.concurrency);
        expect(shardConcurrency * shardsAtOnce).toBeGreaterThan(0);
      }),
    );
  });
});

/** Files of a data set, as they lie in the store, with a checkpoint at each multiple of some bytes. */
const storeOf = async (files: readonly (readonly string[])[], checkpointBytes: number) => {
  const objects = new MemoryObjectStore();
  const parts: DatasetPart[] = [];
  for (const [index, lines] of files.entries()) {
    const text = lines.map((line) => `${line}\n`).join('');
    const starts = [...lines.keys()].map(
      (line) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0),
    );
    const checkpoints = [];
    for (let offset = 0; offset < text.length; offset += checkpointBytes) {
      const line = starts.findIndex((start) => start >= offset);
      checkpoints.push({ offset, line: line === -1 ? lines.length + 1 : line + 1 });
    }
    const key = `part-${index}`;
    await objects.write(key, Buffer.from(text));
    parts.push({ key, file: key, sizeBytes: text.length, recordCount: lines.length, checkpoints });
  }
  return { objects, parts };
};

const line = fc.integer({ min: 0, max: 30 }).map((length) => `"${'x'.repeat(length)}"`);
const files = fc.array(fc.array(line, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 3 });
const sizes = fc.record({
  sliceBytes: fc.integer({ min: 1, max: 200 }),
  checkpointBytes: fc.integer({ min: 1, max: 100 }),
});

describe('the slices of a run that asks a model', () => {
  it('hold every line once, with its number', async () => {
    await fc.assert(
      fc.asyncProperty(files, sizes, async (written, { sliceBytes, checkpointBytes }) => {
        const { objects, parts } = await storeOf(written, checkpointBytes);
        const asking = { shardConcurrency: 1, shardsAtOnce: 1, sliceBytes };
        const found: string[] = [];
        for (const task of askingSlices(parts, { shardBytes: 1000, asking })) {
          for await (const lines of sourceLines(objects, task)) {
            for (const { text, line: number } of lines) found.push(`${task.file}:${number}:${text}`);
          }
        }
        const expected = written.flatMap((lines, part) =>
          lines.map((text, index) => `part-${part}:${index + 1}:${text}`),
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('share out exactly what there is', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        sizes,
        fc.integer({ min: 1, max: 5000 }),
        async (written, { sliceBytes }, whole) => {
          const { parts } = await storeOf(written, 1000);
          const asking = {
            shardConcurrency: 1,
            shardsAtOnce: 1,
            sliceBytes,
            recordCount: whole,
            tokenCount: 7 * whole,
          };
          const slices = askingSlices(parts, { shardBytes: 1000, asking });
          const sum = (field: 'recordCount' | 'tokenCount') =>
            slices.reduce((total, { share }) => total + (share?.[field] ?? 0), 0);
          expect([sum('recordCount'), sum('tokenCount')]).toEqual([whole, 7 * whole]);
        },
      ),
    );
  });

  it('take as many records as a sample has, at most', async () => {
    const { objects, parts } = await storeOf([Array.from({ length: 50 }, (_, index) => `"${index}"`)], 64);
    const asking = { shardConcurrency: 1, shardsAtOnce: 1, sliceBytes: 40 };
    let count = 0;
    for (const task of askingSlices(parts, { shardBytes: 1000, asking, sampleCount: 10 })) {
      for await (const lines of sourceLines(objects, task)) count += lines.length;
    }
    expect(count).toBe(10);
  });
});
