import type { Checkpoint } from '../engine/checkpoints.ts';
import { checkpointBefore, type NumberedWindow } from '../engine/read-window.ts';
import { type ByteRange, shardRanges } from '../engine/shard-ranges.ts';
import type { DatasetPart } from '../model/dataset.ts';
import type { ShareLimits } from '../model/model-share.ts';
import type { AskingLimits } from '../model/run-spec.ts';

type AskingSlice = Pick<DatasetPart, 'key' | 'file' | 'sizeBytes'> &
  ByteRange & {
    readonly firstLine: number;
    /** Where the line number is counted from. */
    readonly after?: Checkpoint;
    readonly windows?: readonly NumberedWindow[];
    readonly share: Pick<ShareLimits, 'recordCount' | 'tokenCount'>;
  };

/**
 * The slices of a source whose records a model is asked about: small ones, cut anywhere, each with its share of what the run
 * may make and use, by its bytes. The shares add up to the whole exactly; what a slice cannot use is nobody's.
 */
export const askingSlices = (
  parts: readonly DatasetPart[],
  {
    shardBytes,
    asking,
    sampleCount,
  }: {
    readonly shardBytes: number;
    readonly asking: AskingLimits;
    readonly sampleCount?: number | undefined;
  },
): readonly AskingSlice[] => {
  const totalBytes = parts.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const totalRecords = parts.reduce((total, { recordCount }) => total + recordCount, 0);
  const { recordCount, tokenCount, shareCount } = asking;
  // A sample of all records is no sample.
  const sampled = sampleCount !== undefined && sampleCount < totalRecords ? sampleCount : undefined;
  let bytesBefore = 0;
  return parts.flatMap((part) =>
    shardRanges(part.sizeBytes, Math.min(shardBytes, asking.sliceBytes)).map(({ start, end }) => {
      const until = bytesBefore + end - start;
      const shareOf = (whole: number): number =>
        Math.floor((whole * until) / totalBytes) - Math.floor((whole * bytesBefore) / totalBytes);
      const takenOf = (whole: number): number =>
        shareCount === undefined
          ? shareOf(whole)
          : stepped(whole, shareCount, until / totalBytes) -
            stepped(whole, shareCount, bytesBefore / totalBytes);
      const { key, file, sizeBytes, checkpoints } = part;
      const after = checkpointBefore(checkpoints, { start });
      const task: AskingSlice = {
        key,
        file,
        sizeBytes,
        start,
        end,
        firstLine: 1,
        ...(sampled === undefined
          ? { after }
          : { windows: [{ start, end, limit: shareOf(sampled), after }] }),
        share: {
          ...(recordCount === undefined ? {} : { recordCount: takenOf(recordCount) }),
          ...(tokenCount === undefined ? {} : { tokenCount: takenOf(tokenCount) }),
        },
      };
      bytesBefore = until;
      return task;
    }),
  );
};

/** Of a whole that is given out in so many steps of one size, what is given out up to a fraction of the way. */
const stepped = (whole: number, stepCount: number, fraction: number): number =>
  Math.floor((whole * Math.floor(stepCount * fraction)) / stepCount);
