import { newline } from './json-bytes.ts';

/** Reads the bytes [start, end) of a file. Chunks must stay as they are after the next one is asked for. */
export type ReadRange = (range: {
  readonly start: number;
  readonly end: number;
}) => AsyncIterable<Uint8Array>;

export interface ShardRange {
  readonly start: number;
  readonly end: number;
  /** Size of the whole file. */
  readonly sizeBytes: number;
}

/** Bytes read beyond a shard's end with its first request, so that most shards need no second one. */
const lookAheadBytes = 64 * 1024;
/** Room for what a line may have beside its content: byte order mark and line end. */
export const lineSlackBytes = 5;

/**
 * The bytes of the lines whose first byte lies in [start, end), in order: the last line whole, even where it ends beyond
 * `end`, unless it is longer than `maxLineBytes`; then it is cut off somewhere past that length.
 */
export async function* ownedChunks(
  read: ReadRange,
  { start, end, sizeBytes }: ShardRange,
  maxLineBytes: number,
): AsyncGenerator<Buffer> {
  const trim = createTrim(start, end);
  const limit = Math.min(sizeBytes, end + maxLineBytes + lineSlackBytes);
  let from = Math.max(0, start - 1);
  let until = Math.min(limit, end + lookAheadBytes);
  for (let step = lookAheadBytes * 4; from < until && !trim.isDone(); step *= 4) {
    // A request is read to its end even when its rest is not needed: breaking off would cost the connection.
    for await (const chunk of read({ start: from, end: until })) {
      const owned = trim.take(toBuffer(chunk));
      if (owned.length > 0) yield owned;
    }
    from = until;
    until = Math.min(limit, until + step);
  }
}

/** Cuts the stream of bytes from `start - 1` on down to those of the owned lines. */
const createTrim = (start: number, end: number) => {
  let position = Math.max(0, start - 1);
  let hasStarted = start === 0;
  let isDone = start >= end;

  const dropForeignStart = (chunk: Buffer): Buffer => {
    if (hasStarted) return chunk;
    const lineEnd = chunk.indexOf(newline);
    // A line that starts at `end` or later is the next shard's.
    const firstStart = lineEnd === -1 ? chunk.length : lineEnd + 1;
    position += firstStart;
    hasStarted = lineEnd !== -1;
    isDone = position >= end;
    return chunk.subarray(firstStart);
  };

  return {
    isDone: (): boolean => isDone,
    take: (chunk: Buffer): Buffer => {
      if (isDone) return nothing;
      const rest = dropForeignStart(chunk);
      if (isDone || rest.length === 0) return nothing;
      // The first line end at or after the range's last byte ends the last line that starts inside.
      const lastByte = end - 1 - position;
      const lineEnd = lastByte < rest.length ? rest.indexOf(newline, Math.max(0, lastByte)) : -1;
      position += rest.length;
      if (lineEnd === -1) return rest;
      isDone = true;
      return rest.subarray(0, lineEnd + 1);
    },
  };
};

const nothing = Buffer.alloc(0);

export const toBuffer = (chunk: Uint8Array): Buffer =>
  Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
