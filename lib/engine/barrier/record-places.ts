import type { ShardKeys } from '../../model/run-spec.ts';

/** Where a record stood when it came in. */
export interface RecordPlace {
  /** Set where it is of an earlier data set. */
  readonly dataset?: string;
  readonly file: string;
  readonly line: number;
}

/** Shards of one data set after the other, each with the place of its first record. */
export interface PlacedShard {
  readonly firstRecord: number;
  readonly keys: ShardKeys;
}

/** Tells where a record of the data set stood, by its line. */
export const createPlaceOf =
  (shards: readonly PlacedShard[]) =>
  (record: number, line: number): RecordPlace => {
    const { file = '', reference } = shards[placeHolding(shards, record)]?.keys ?? {};
    const dataset = reference === undefined ? {} : { dataset: `${reference.dataset}@${reference.version}` };
    return { ...dataset, file, line };
  };

/** The place in a list of what holds a record, each element beginning with its first. */
export const placeHolding = (list: readonly { readonly firstRecord: number }[], record: number): number => {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle]?.firstRecord ?? 0) <= record) low = middle;
    else high = middle - 1;
  }
  return low;
};
