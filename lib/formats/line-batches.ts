import { cutLines, type LineOptions } from './cut-lines.ts';
import { newline } from './json-bytes.ts';
import { batchBytes, type LineBatch } from './line-batch.ts';
import { lineSlackBytes } from './owned-chunks.ts';

/**
 * Batches of lines out of a stream of bytes. LF and CRLF end a line; CR alone and U+2028 do not; the last line needs no
 * end. Lines over the limit are passed over without being held in memory, and told of as problems.
 */
export async function* lineBatches(
  chunks: AsyncIterable<Buffer>,
  options: LineOptions,
): AsyncGenerator<LineBatch> {
  const pending = createPendingBytes(options.maxLineBytes);
  let firstLine = 1;
  let { startsFile } = options;
  for await (const chunk of chunks) {
    pending.push(chunk);
    if (!pending.isReady()) continue;
    const batch = cutLines(pending.takeLines(), { ...options, startsFile, firstLine });
    const given = pending.isInLongLine() ? withLongLine(batch, firstLine) : batch;
    yield given;
    firstLine += given.lineCount;
    startsFile = false;
  }
  const rest = pending.takeAll();
  if (rest.length > 0) yield cutLines(rest, { ...options, startsFile, firstLine });
}

/** Bytes from the start of a line on that are not handed on yet. */
const createPendingBytes = (maxLineBytes: number) => {
  let chunks: Buffer[] = [];
  let byteCount = 0;
  let wholeLineBytes = 0;
  let isInLongLine = false;

  const take = (bytes: Buffer, rest: Buffer): Buffer => {
    chunks = [rest];
    byteCount = rest.length;
    wholeLineBytes = 0;
    return bytes;
  };

  return {
    push: (chunk: Buffer): void => {
      const lineEnd = isInLongLine ? chunk.indexOf(newline) : -1;
      if (isInLongLine && lineEnd === -1) return;
      const bytes = chunk.subarray(lineEnd + 1);
      const lastLineEnd = bytes.lastIndexOf(newline);
      if (lastLineEnd !== -1) wholeLineBytes = byteCount + lastLineEnd + 1;
      chunks.push(bytes);
      byteCount += bytes.length;
      isInLongLine = byteCount - wholeLineBytes > maxLineBytes + lineSlackBytes;
    },
    isInLongLine: (): boolean => isInLongLine,
    /** True when there are lines enough, or a line that is too long, whose bytes are to be let go. */
    isReady: (): boolean => wholeLineBytes >= batchBytes || (isInLongLine && byteCount > 0),
    takeLines: (): Buffer => {
      const bytes = joined(chunks);
      const rest = isInLongLine ? nothing : bytes.subarray(wholeLineBytes);
      return take(bytes.subarray(0, wholeLineBytes), rest);
    },
    takeAll: (): Buffer => take(joined(chunks), nothing),
  };
};

const nothing = Buffer.alloc(0);

const joined = (chunks: readonly Buffer[]): Buffer => {
  const filled = chunks.filter(({ length }) => length > 0);
  const [only = nothing] = filled;
  return filled.length < 2 ? only : Buffer.concat(filled);
};

const withLongLine = ({ bytes, lines, lineCount, blankCount }: LineBatch, firstLine: number): LineBatch => {
  const longLine = { start: 0, end: 0, line: firstLine + lineCount, problem: 'line_too_long' } as const;
  return { bytes, lines: [...lines, longLine], lineCount: lineCount + 1, blankCount, isVerbatim: false };
};
