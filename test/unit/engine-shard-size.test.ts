import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardRanges } from '../../lib/engine/shard-ranges.ts';
import { shardBytesOf } from '../../lib/engine/shard-size.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import { requireComparable } from '../../lib/refine/require-comparable.ts';
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

  it('is smaller where records are compared, whose keys must fit a worker', () => {
    const [record, publish] = [{ kind: 'refine' }, { kind: 'publish' }] as const;
    const stages = [record, { kind: 'group' }, { kind: 'cluster' }, record, publish] as const;
    expect(runShardBytes('pretrain', [record, publish], 20e12)).toBe(512 * 1024 ** 2);
    expect(runShardBytes('pretrain', stages, 20e12)).toBe(256 * 1024 ** 2);
    expect(() => runShardBytes('pretrain', stages, 30e12)).toThrow(SluiceError);
  });

  it('does not depend on the size of pictures and videos, whose files are shards of another kind', () => {
    expect(runShardBytes('video', [{ kind: 'publish' }], exabyte)).toBe(LIMITS.shardBytes);
  });
});

describe('the records that a run compares', () => {
  const stages = [{ kind: 'refine' }, { kind: 'group' }, { kind: 'cluster' }] as const;

  it('must fit the worker that makes groups of them', () => {
    requireComparable(stages, LIMITS.comparedRecords);
    expect(() => requireComparable(stages, LIMITS.comparedRecords + 1)).toThrow(SluiceError);
  });

  it('are not counted where none are compared', () => {
    expect(() => requireComparable([{ kind: 'refine' }, { kind: 'publish' }], exabyte)).not.toThrow();
  });
});
