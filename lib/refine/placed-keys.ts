import type { PlacedShard } from '../engine/barrier/record-places.ts';
import type { ShardOutcome } from '../model/run-spec.ts';

/** A shard's keys with the place of its first record, and the outcome that speaks of them. */
export interface PlacedOutcome extends PlacedShard {
  readonly outcome: ShardOutcome;
}

export interface PlacedOutcomes {
  /** Earlier data sets first, then the source: in the order in which records are compared. */
  readonly shards: readonly PlacedOutcome[];
  readonly recordCount: number;
  readonly referenceCount: number;
}

/** Numbers the records of all shards that have made keys. */
export const placeKeys = (outcomes: readonly ShardOutcome[]): PlacedOutcomes => {
  const shards: PlacedOutcome[] = [];
  let firstRecord = 0;
  const place = (isReference: boolean): void => {
    for (const outcome of outcomes) {
      const { keys } = outcome;
      if (keys === undefined || (keys.reference !== undefined) !== isReference) continue;
      shards.push({ firstRecord, keys, outcome });
      firstRecord += keys.recordCount;
    }
  };
  place(true);
  const referenceCount = firstRecord;
  place(false);
  return { shards, recordCount: firstRecord, referenceCount };
};

/** Shards of the source, whose records can go. */
export const sourceShards = ({ shards }: PlacedOutcomes): readonly PlacedOutcome[] =>
  shards.filter(({ keys }) => keys.reference === undefined);
