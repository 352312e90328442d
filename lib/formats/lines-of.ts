import { SluiceError } from '../errors/sluice-error.ts';
import { type RecordLine, textOf } from './line-batch.ts';
import type { ReadRange, ShardRange } from './owned-chunks.ts';
import { readShardLines } from './read-shard-lines.ts';

/** A line with its number in its file, from 1. */
export interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

/**
 * The lines of a shard of a published file, in batches.
 * @throws SluiceError ModelArts.72060050 at a line that can't be read: published files have none
 */
export async function* linesOf(
  shard: ShardRange & { readonly firstLine: number },
  read: ReadRange,
): AsyncGenerator<readonly NumberedLine[]> {
  const { start, end, sizeBytes, firstLine } = shard;
  for await (const batch of readShardLines({ read, start, end, sizeBytes })) {
    for (const lines of inPieces(batch.lines)) {
      yield lines.map((found) => {
        const line = firstLine - 1 + found.line;
        if (found.problem !== undefined)
          throw new SluiceError('ModelArts.72060050', { line, reason: found.problem });
        return { text: textOf(batch, found), line };
      });
    }
  }
}

/** Bytes of lines that become strings at a time: what is alive when memory is collected is copied, so little is best. */
const pieceBytes = 256 * 1024;

function* inPieces(lines: readonly RecordLine[]): Iterable<readonly RecordLine[]> {
  for (let from = 0; from < lines.length; ) {
    const limit = (lines[from]?.start ?? 0) + pieceBytes;
    let until = from + 1;
    while (until < lines.length && (lines[until]?.end ?? 0) <= limit) until++;
    yield lines.slice(from, until);
    from = until;
  }
}
