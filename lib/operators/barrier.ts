/**
 * What a decision about all records of a data set is made of: a key of each record, groups of keys, a verdict on each
 * group. The three are pure; how they are spread over workers is the engine's matter.
 */
export interface Barrier<Item> {
  /** Bands of every key. */
  readonly bandCount: number;
  /** Bytes of every sketch. */
  readonly sketchBytes: number;
  /** The key of a record; undefined when it takes no part and stays. */
  keyOf(item: Item): RecordKey | undefined;
  /** How alike two records that share a band are, from 0 to 1; undefined when they do not belong together. Symmetric. */
  similarity(one: Uint8Array, other: Uint8Array): number | undefined;
  /** Why each record of a group goes, in order; undefined for those that stay. */
  judge(group: RecordGroup): readonly (string | undefined)[];
}

/** What is compared of a record. */
export interface RecordKey {
  /** 64 bits a band, the high half first: records are compared that share one. */
  readonly bands: Uint32Array;
  readonly sketch: Uint8Array;
  /** Higher is better. */
  readonly score: number;
}

/** Records that belong together, in the order of the data set; it may be all of them. */
export interface RecordGroup {
  /** The score of each. */
  readonly scores: Float64Array;
  /** The first so many are of an earlier data set: they can't go. */
  readonly referenceCount: number;
}
