/** A slice of a file: the lines whose first byte lies in [start, end). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Cuts a file into ranges of at most `shardBytes`; an empty file has none. */
export const shardRanges = (sizeBytes: number, shardBytes: number): readonly ByteRange[] =>
  Array.from({ length: Math.ceil(sizeBytes / shardBytes) }, (_, index) => ({
    start: index * shardBytes,
    end: Math.min((index + 1) * shardBytes, sizeBytes),
  }));
