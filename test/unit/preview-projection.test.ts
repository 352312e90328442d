import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionManifest } from '../../lib/model/connection-manifest.ts';
import type { ImportSpec } from '../../lib/model/run-spec.ts';
import { planImport } from '../../lib/preview/plan-import.ts';
import { countShards, plannedStage } from '../../lib/preview/plan-stages.ts';
import { projectOnAws, projectSeconds } from '../../lib/preview/project-run.ts';
import { secondsPerByte } from '../../lib/preview/rate.ts';
import { excerptsOfChange } from '../../lib/preview/text-excerpt.ts';

const measures = fc.array(
  fc.record({
    bytes: fc.integer({ min: 1, max: 1_000_000 }),
    seconds: fc.double({ min: 0, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('seconds per byte', () => {
  it('lie within their range, which is never below nothing', () => {
    fc.assert(
      fc.property(measures, (given) => {
        const { about, low, high } = secondsPerByte(given);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(about);
        expect(high).toBeGreaterThanOrEqual(about);
      }),
    );
  });

  it('are certain when all batches agree, and less so the more they differ', () => {
    const width = (seconds: readonly number[]): number => {
      const { low, high } = secondsPerByte(seconds.map((it) => ({ bytes: 1000, seconds: it })));
      return high - low;
    };
    expect(width([1, 1, 1, 1])).toBeCloseTo(0, 12);
    expect(width([1, 1.5, 1, 0.5])).toBeLessThan(width([1, 3, 0.5, 0.1]));
  });

  it('say half to double when there is one batch only, and nothing when there is none', () => {
    expect(secondsPerByte([{ bytes: 10, seconds: 1 }])).toEqual({ about: 0.1, low: 0.05, high: 0.2 });
    expect(secondsPerByte([])).toEqual({ about: 0, low: 0, high: 0 });
  });
});

const shards = (count: number, bytes = 100) => ({ count, bytes: count * bytes, largest_bytes: bytes });
const certain = { about: 1, low: 1, high: 1 };

describe('a projection', () => {
  it.each([
    [1, 10, 1000],
    [4, 10, 300],
    [10, 10, 100],
    [500, 10, 100],
  ])(
    'with %i workers for %i shards takes as long as the worker that ends last',
    (workers, count, seconds) => {
      expect(projectSeconds(certain, shards(count), workers).about).toBe(seconds);
    },
  );

  it('never takes longer with more workers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 600 }), (count, workers) => {
        const one = projectSeconds(certain, shards(count), workers).about;
        expect(projectSeconds(certain, shards(count), workers + 1).about).toBeLessThanOrEqual(one);
      }),
    );
  });

  it('costs the same on AWS however wide it is spread, and has its range', () => {
    const stage = plannedStage('refine', shards(1000, 16_000_000), {
      writes: [],
      requests: { reads: 0, writes: 0 },
    });
    const rate = { about: 5e-8, low: 4e-8, high: 7e-8 };
    const { vcpuSeconds, cost, workers } = projectOnAws(rate, [stage]);
    expect(workers).toBe(500);
    expect(vcpuSeconds.about).toBeCloseTo(800, 6);
    expect(cost.low).toBeLessThan(cost.about);
    expect(cost.high).toBeGreaterThan(cost.about);
  });
});

describe('an excerpt of a change', () => {
  it('shows where the texts part, within some hundred characters', () => {
    const before = `${'a'.repeat(500)} mail me at x@example.com now ${'b'.repeat(500)}`;
    const shown = excerptsOfChange(before, before.replace('x@example.com', '***'));
    expect(shown.before).toContain('x@example.com');
    expect(shown.after).toContain('at *** now');
    expect(shown.before.length).toBeLessThan(130);
  });

  it('cuts no character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'binary' }),
        (one, other) => {
          const { before, after } = excerptsOfChange(one, other);
          expect(before.isWellFormed()).toBe(true);
          expect(after.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

const importOf = (files: ImportSpec['files']): ImportSpec => ({
  kind: 'import',
  run: 'run-1',
  workspace: 'default',
  connection: 'upload',
  manifest: connectionManifest.parse({ datasetType: 'pretrain', datasetName: 'texts' }),
  files,
  keptProblems: 1,
  output: { dataset: 'texts', version: 1 },
  shardBytes: 16 * 1024 ** 2,
  createdAt: 0,
});
const fileOf = (file: string, sizeBytes: number) => ({ key: `inbox/${file}`, file, sizeBytes, etag: '' });

describe('the plan of an import', () => {
  it('cuts JSONL into slices, takes an array whole, and knows what only validation can tell', () => {
    const [validate, imported, publish] = planImport(
      importOf([
        fileOf('a.jsonl', 40 * 1024 ** 2),
        fileOf('b.json', 40 * 1024 ** 2),
        fileOf('empty.jsonl', 0),
      ]),
    );
    expect(validate).toMatchObject({
      kind: 'validate',
      function: 'validateShard',
      shards: { count: 4 },
      workers: 4,
    });
    expect(imported).toMatchObject({ kind: 'import', shards: { count: 2, at_most: 4 } });
    expect(publish).toMatchObject({ kind: 'publish', shards: { count: 1 }, memory_mb: 1024 });
  });

  it('has no more workers than serverless.yml allows, and no more shards out than the window', () => {
    const [validate] = planImport(importOf([fileOf('a.jsonl', 40 * 1024 ** 3)]));
    expect(validate).toMatchObject({ shards: { count: 2560 }, workers: 200, window: 1000 });
  });

  it('counts no shards where there are no bytes', () => {
    expect(countShards([])).toEqual({ count: 0, bytes: 0, largest_bytes: 0 });
  });
});
