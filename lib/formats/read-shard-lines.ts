import { LIMITS } from '../model/limits.ts';
import type { LineBatch } from './line-batch.ts';
import { lineBatches } from './line-batches.ts';
import { ownedChunks, type ReadRange, type ShardRange } from './owned-chunks.ts';

/**
 * The lines whose first byte lies in the range: over all shards of a file, each of its lines once. Lines are numbered from
 * 1 within the shard; the `lineCount`s of the shards before it make the numbers absolute. Most shards take one request.
 */
export const readShardLines = ({
  read,
  maxLineBytes = LIMITS.lineBytes,
  ...range
}: ShardRange & { readonly read: ReadRange; readonly maxLineBytes?: number }): AsyncIterable<LineBatch> =>
  lineBatches(ownedChunks(read, range, maxLineBytes), { maxLineBytes, startsFile: range.start === 0 });
