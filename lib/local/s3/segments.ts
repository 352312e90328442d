/** A run of bytes of a blob. An object is a list of them, which is what makes copies and joins free. */
export interface Segment {
  readonly blob: string;
  readonly offset: number;
  readonly length: number;
}

/** The segments that hold the bytes [start, end). */
export function sliceSegments(segments: readonly Segment[], start: number, end: number): Segment[] {
  const slice: Segment[] = [];
  let position = 0;
  for (const { blob, offset, length } of segments) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, length);
    if (from < to) slice.push({ blob, offset: offset + from, length: to - from });
    position += length;
    if (position >= end) break;
  }
  return slice;
}
