import { LIMITS } from '../model/limits.ts';

const newline = 0x0a;

/** A line number, from 1, at a byte offset of a file. */
export interface Checkpoint {
  readonly offset: number;
  readonly line: number;
}

/**
 * Passes bytes of whole lines on and notes, at every multiple of `shardBytes`, the number of the first line that
 * starts there or later: what makes the line numbers of a slice absolute. Of larger shards it notes more, so that a later
 * run can have smaller ones.
 */
export const trackCheckpoints = (shardBytes: number) => {
  const everyBytes = Math.min(shardBytes, LIMITS.largestKeyShardBytes);
  const checkpoints: Checkpoint[] = [];
  let offset = 0;
  let line = 1;
  const note = (chunk: Buffer): void => {
    const end = offset + chunk.length;
    let scanned = 0;
    for (let next = Math.ceil(offset / everyBytes) * everyBytes; next < end; next += everyBytes) {
      const until = next - offset;
      line += countNewlines(chunk, scanned, until);
      scanned = until;
      // A line that is under way at the boundary started before it, so the next one is the first of the slice.
      const isLineStart = until === 0 || chunk[until - 1] === newline;
      checkpoints.push({ offset: next, line: isLineStart ? line : line + 1 });
    }
    line += countNewlines(chunk, scanned, chunk.length);
    offset = end;
  };
  return {
    checkpoints: (): readonly Checkpoint[] => checkpoints,
    async *pass(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
      for await (const chunk of chunks) {
        note(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        yield chunk;
      }
    },
  };
};

const countNewlines = (chunk: Buffer, start: number, end: number): number => {
  let count = 0;
  for (let at = chunk.indexOf(newline, start); at !== -1 && at < end; at = chunk.indexOf(newline, at + 1))
    count++;
  return count;
};
