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
  /** Why each member of a group goes, in the order given; undefined for those that stay. */
  judge(members: readonly GroupMember[]): readonly (string | undefined)[];
}

/** What is compared of a record. */
export interface RecordKey {
  /** 64 bits a band, the high half first: records are compared that share one. */
  readonly bands: Uint32Array;
  readonly sketch: Uint8Array;
  /** Higher is better. */
  readonly score: number;
}

/** A record of a group; groups list theirs in the order of the data set, those of an earlier data set first. */
export interface GroupMember {
  readonly score: number;
  /** Of an earlier data set: it can't go. */
  readonly isReference: boolean;
}
