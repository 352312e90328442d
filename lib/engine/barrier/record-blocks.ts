import type { PlacedShard } from './record-places.ts';

/** Shards one after the other whose records one worker takes at once. */
export interface RecordBlock {
  readonly shards: readonly PlacedShard[];
  readonly firstRecord: number;
  readonly recordCount: number;
}

/** Blocks of `blockRecords` at most, each as large as it can be; a shard that has more is a block of its own. */
export const recordBlocks = (
  shards: readonly PlacedShard[],
  blockRecords: number = Number.POSITIVE_INFINITY,
): readonly RecordBlock[] => {
  const blocks: { shards: PlacedShard[]; firstRecord: number; recordCount: number }[] = [];
  for (const shard of shards) {
    const { recordCount } = shard.keys;
    const last = blocks.at(-1);
    if (last === undefined || last.recordCount + recordCount > blockRecords) {
      blocks.push({ shards: [shard], firstRecord: shard.firstRecord, recordCount });
      continue;
    }
    last.shards.push(shard);
    last.recordCount += recordCount;
  }
  return blocks;
};
