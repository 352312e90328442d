import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardRanges } from '../../lib/engine/shard-ranges.ts';
import { shardBytesOf } from '../../lib/engine/shard-size.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import { imageDeduplication } from '../../lib/operators/image-deduplication.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import { textLengthFiltering } from '../../lib/operators/text-length-filtering.ts';
import { requireComparable } from '../../lib/refine/compared-records.ts';
import { runShardBytes } from '../../lib/refine/run-shard-bytes.ts';

const gibibyte = 1024 ** 3;
const largestSource = LIMITS.largestShardBytes * LIMITS.stageShards;
const exabyte = 1e18;

describe('the size of the shards of a source', () => {
  it.each([
    [1, 16],
    [64 * gibibyte, 16],
    [64 * gibibyte + 1, 32],
    [256 * gibibyte, 32],
    [1024 * gibibyte, 64],
    [4096 * gibibyte, 128],
    [16_384 * gibibyte, 256],
    [100e12, 1024],
    [largestSource, 2048],
  ])('of %d bytes is %d MiB', (sourceBytes, mebibytes) => {
    expect(shardBytesOf(sourceBytes)).toBe(mebibytes * 1024 ** 2);
  });

  const sources = fc
    .double({ min: 0, max: Math.log10(exabyte), noNaN: true })
    .map((power) => Math.floor(10 ** power));

  it('keeps within a stage and a worker, or the source is refused', () => {
    fc.assert(
      fc.property(sources, (sourceBytes) => {
        if (sourceBytes > largestSource) {
          expect(() => shardBytesOf(sourceBytes)).toThrow(SluiceError);
          return;
        }
        const shardBytes = shardBytesOf(sourceBytes);
        expect(shardBytes).toBeLessThanOrEqual(LIMITS.largestShardBytes);
        expect(Math.log2(shardBytes / LIMITS.shardBytes) % 1).toBe(0);
        expect(shardRanges(sourceBytes, shardBytes).length).toBeLessThanOrEqual(LIMITS.stageShards);
      }),
    );
  });

  it('never falls as the source grows', () => {
    const within = sources.filter((sourceBytes) => sourceBytes <= largestSource);
    fc.assert(
      fc.property(within, within, (one, other) => {
        expect(shardBytesOf(Math.min(one, other))).toBeLessThanOrEqual(shardBytesOf(Math.max(one, other)));
      }),
    );
  });

  it('says how much a run can read, and how much it was asked to', () => {
    expect(() => shardBytesOf(exabyte)).toThrow(
      expect.objectContaining({
        code: 'ModelArts.72060001',
        details: {
          argument: 'source',
          reason: `a run can read ${largestSource} bytes, and it has ${exabyte}`,
        },
      }),
    );
  });

  it('is another where records are compared, whose keys must fit a worker and are read by all others', () => {
    const [record, publish] = [{ kind: 'refine' }, { kind: 'publish' }] as const;
    const stages = [record, { kind: 'group' }, { kind: 'cluster' }, record, publish] as const;
    const bytesOf = (sizeBytes: number, recordBytes: number, compares = true): number =>
      runShardBytes('pretrain', compares ? stages : [record, publish], {
        sizeBytes,
        recordCount: sizeBytes / recordBytes,
      }) /
      1024 ** 2;
    expect(bytesOf(20e12, 500, false)).toBe(512);
    expect(bytesOf(20e12, 500)).toBe(256);
    expect(() => bytesOf(30e12, 500)).toThrow(SluiceError);
    // They are few, and larger only where they have no more records for it.
    expect(bytesOf(1e12, 2000, false)).toBe(64);
    expect(bytesOf(1e12, 2000)).toBe(256);
    expect(bytesOf(12e12, 3000)).toBe(1024);
    expect(bytesOf(12e12, 20_000)).toBe(2048);
  });

  it('does not depend on the size of pictures and videos, whose files are shards of another kind', () => {
    expect(runShardBytes('video', [{ kind: 'publish' }], { sizeBytes: exabyte, recordCount: 1 })).toBe(
      LIMITS.shardBytes,
    );
  });
});

describe('the records that a run compares', () => {
  it('must fit the worker that numbers groups of them', () => {
    requireComparable([textDeduplication], LIMITS.comparedRecords);
    for (const operator of [textDeduplication, imageDeduplication]) {
      expect(() => requireComparable([operator], LIMITS.comparedRecords + 1)).toThrow(SluiceError);
    }
  });

  it('are not counted where none are compared', () => {
    expect(() => requireComparable([textLengthFiltering], exabyte)).not.toThrow();
  });
});
