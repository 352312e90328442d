import { newline } from './json-bytes.ts';
import { batchBytes, type LineBatch, type RecordLine, withUtf8Checked } from './line-batch.ts';

/** Collects elements as lines of JSONL. */
export interface ElementOutput {
  /** Begins an element that starts on a line. */
  begin(line: number): void;
  /** Adds bytes of the element under way; past the limit they are only counted as too many. */
  append(chunk: Buffer, from: number, to: number): void;
  appendByte(byte: number): void;
  /** Ends the element under way. */
  finish(): void;
  /** Gives the element under way up. */
  drop(): void;
  /** Notes that something on a line is not JSON; once a line. */
  noteNotJson(line: number): void;
  isFull(): boolean;
  /** Hands the finished elements over, counted as `lineCount` lines of the file. */
  takeBatch(lineCount: number): LineBatch;
}

/** Below this many bytes, a loop is faster than a call. */
const shortestCopied = 24;

export const createElementOutput = (maxElementBytes: number): ElementOutput => {
  let bytes = Buffer.allocUnsafe(batchBytes * 2);
  let length = 0;
  let lines: RecordLine[] = [];
  let start = 0;
  let startLine = 0;
  let lastBadLine = 0;
  let isTooLong = false;

  const reserve = (byteCount: number): void => {
    if (length + byteCount <= bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + byteCount));
    bytes.copy(grown, 0, 0, length);
    bytes = grown;
  };
  const takes = (byteCount: number): boolean => {
    isTooLong ||= length - start + byteCount > maxElementBytes;
    if (!isTooLong) reserve(byteCount + 1);
    return !isTooLong;
  };
  const drop = (): void => {
    length = start;
  };

  return {
    begin: (line) => {
      start = length;
      startLine = line;
      isTooLong = false;
    },
    append: (chunk, from, to) => {
      if (from === to || !takes(to - from)) return;
      if (to - from >= shortestCopied) length += chunk.copy(bytes, length, from, to);
      else for (let at = from; at < to; at++) bytes[length++] = chunk[at] as number; // the index is within the chunk
    },
    appendByte: (byte) => {
      if (takes(1)) bytes[length++] = byte;
    },
    finish: () => {
      if (isTooLong) {
        drop();
        lines.push({ start: 0, end: 0, line: startLine, problem: 'line_too_long' });
        return;
      }
      lines.push({ start, end: length, line: startLine, problem: undefined });
      reserve(1);
      bytes[length++] = newline;
      start = length;
    },
    drop,
    noteNotJson: (line) => {
      if (line !== lastBadLine) lines.push({ start: 0, end: 0, line, problem: 'not_json' });
      lastBadLine = line;
    },
    isFull: () => start >= batchBytes,
    takeBatch: (lineCount) => {
      const done = bytes.subarray(0, start);
      const batch = {
        bytes: done,
        lines: withUtf8Checked(done, lines),
        lineCount,
        blankCount: 0,
        isVerbatim: false,
      };
      // The bytes handed over are the taker's: what is under way moves to a buffer of its own.
      const rest = bytes.subarray(start, length);
      bytes = Buffer.allocUnsafe(Math.max(batchBytes * 2, rest.length * 2));
      rest.copy(bytes);
      [length, start, lines] = [rest.length, 0, []];
      return batch;
    },
  };
};
