import { createBrokenElement } from './broken-element.ts';
import { createElementOutput, type ElementOutput } from './element-output.ts';
import { type ArrayFrame, createArrayFrame } from './json-array-frame.ts';
import { backslash, KIND, kindOf, newline, quote, space } from './json-bytes.ts';
import type { LineBatch } from './line-batch.ts';

/**
 * Finds the elements of a JSON array, or values that stand one after the other, in a stream of bytes, and leaves out the
 * white space between their tokens. It only looks for where elements start and end: whether each is JSON is for the
 * parser to say, so that a bad one costs no neighbour.
 */
export const createJsonElementScanner = (maxElementBytes: number) => {
  const scan: Scan = {
    output: createElementOutput(maxElementBytes),
    frame: createArrayFrame(),
    broken: createBrokenElement(),
    mode: betweenElements,
    line: 1,
    elementLine: 1,
    depth: 0,
    isEscaped: false,
    lineEndAt: -1,
    word: 'none',
    lastByte: newline,
  };
  return {
    /** Takes the next chunk, and gives the elements so far when they make a batch. */
    take: (chunk: Buffer): LineBatch | undefined => {
      scan.lineEndAt = -1;
      for (let at = 0; at < chunk.length; ) at = scan.mode(scan, chunk, at);
      scan.lastByte = chunk.at(-1) ?? scan.lastByte;
      return scan.output.isFull() ? scan.output.takeBatch(0) : undefined;
    },
    end: (): LineBatch => endScan(scan),
  };
};

interface Scan {
  readonly output: ElementOutput;
  readonly frame: ArrayFrame;
  readonly broken: ReturnType<typeof createBrokenElement>;
  mode: Mode;
  line: number;
  elementLine: number;
  /** Brackets that are open inside the element. */
  depth: number;
  /** The chunk before ended with a backslash that escapes the next byte. */
  isEscaped: boolean;
  /** Where the next line end of the chunk is. */
  lineEndAt: number;
  /** White space between two words must not vanish: `1 2` is not `12`. */
  word: 'none' | 'open' | 'ended';
  lastByte: number;
}

/** Consumes bytes from `from` on, up to where another mode takes over, and gives that place. */
type Mode = (scan: Scan, chunk: Buffer, from: number) => number;

const betweenElements: Mode = (scan, chunk, from) => {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number; // the index is within the chunk
    if (kindOf(byte) !== KIND.space) {
      const part = scan.frame.take(byte);
      if (part === 'stray' || part === 'element without comma') scan.output.noteNotJson(scan.line);
      if (part === 'element' || part === 'element without comma') return beginElement(scan, byte, at);
    }
    if (byte === newline) scan.line++;
    scan.broken.outside(byte);
  }
  return chunk.length;
};

const beginElement = (scan: Scan, firstByte: number, at: number): number => {
  scan.output.begin(scan.line);
  scan.broken.begin(firstByte);
  scan.elementLine = scan.line;
  scan.depth = 0;
  scan.word = 'none';
  scan.mode = kindOf(firstByte) === KIND.word ? inScalar : inStructure;
  return at;
};

const inScalar: Mode = (scan, chunk, from) => {
  let at = from;
  while (at < chunk.length && kindOf(chunk[at] as number) === KIND.word) at++; // the index is within the chunk
  scan.output.append(chunk, from, at);
  if (at < chunk.length) finishElement(scan);
  return at;
};

const inStructure: Mode = (scan, chunk, from) => {
  let copied = from;
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number; // the index is within the chunk
    const kind = kindOf(byte);
    if (kind === KIND.word) takeWord(scan);
    else if (kind === KIND.space) {
      scan.output.append(chunk, copied, at);
      copied = skipSpaces(scan, chunk, at);
      at = copied - 1;
    } else if (endsStructure(scan, kind)) {
      scan.output.append(chunk, copied, at + 1);
      if (kind === KIND.close) finishElement(scan);
      return at + 1;
    }
  }
  scan.output.append(chunk, copied, chunk.length);
  return chunk.length;
};

const takeWord = (scan: Scan): void => {
  if (scan.word === 'ended') scan.output.appendByte(space);
  scan.word = 'open';
};

const skipSpaces = (scan: Scan, chunk: Buffer, from: number): number => {
  let at = from;
  for (; at < chunk.length && kindOf(chunk[at] as number) === KIND.space; at++) {
    // the index is within the chunk
    if (chunk[at] === newline) scan.line++;
  }
  if (scan.word === 'open') scan.word = 'ended';
  return at;
};

const endsStructure = (scan: Scan, kind: number): boolean => {
  scan.word = 'none';
  if (kind === KIND.open) scan.depth++;
  else if (kind === KIND.close) scan.depth--;
  else if (kind === KIND.quote) scan.mode = inString;
  return kind === KIND.quote || scan.depth === 0;
};

const inString: Mode = (scan, chunk, from) => {
  const end = endOfString(scan, chunk, from);
  const to = end === -1 ? chunk.length : end;
  const lineEnd = nextLineEnd(scan, chunk, from);
  if (lineEnd < to) return breakElement(scan, lineEnd);
  scan.output.append(chunk, from, to);
  scan.isEscaped = end === -1 && isEscapedAt(scan, chunk, { from, at: to });
  if (end === -1) return to;
  scan.mode = inStructure;
  if (scan.depth === 0) finishElement(scan);
  return to;
};

/** The place behind the quote that ends the string; -1 when it is not in the chunk. */
const endOfString = (scan: Scan, chunk: Buffer, from: number): number => {
  let at = from + Number(scan.isEscaped);
  // Most strings of a record's frame (keys, roles) are short: for those, a loop is faster than a call.
  for (const near = Math.min(at + shortString, chunk.length); at < near; at++) {
    const byte = chunk[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at++;
  }
  at = chunk.indexOf(quote, at);
  while (at !== -1 && isEscapedAt(scan, chunk, { from, at })) at = chunk.indexOf(quote, at + 1);
  return at === -1 ? -1 : at + 1;
};

const shortString = 32;

/** True when an odd number of backslashes precedes a place; the string's part in this chunk begins at `from`. */
const isEscapedAt = (
  { isEscaped }: Scan,
  chunk: Buffer,
  { from, at }: { readonly from: number; readonly at: number },
): boolean => {
  let start = at;
  while (start > from && chunk[start - 1] === backslash) start--;
  const isOdd = (at - start) % 2 === 1;
  return start === from && isEscaped ? !isOdd : isOdd;
};

/** The next line end from a place on, remembered so that a chunk is searched once; past the chunk when there is none. */
const nextLineEnd = (scan: Scan, chunk: Buffer, from: number): number => {
  if (scan.lineEndAt < from) {
    const found = chunk.indexOf(newline, from);
    scan.lineEndAt = found === -1 ? chunk.length : found;
  }
  return scan.lineEndAt;
};

const finishElement = (scan: Scan): void => {
  scan.output.finish();
  scan.mode = betweenElements;
};

/** JSON has no line ends in strings, so the element is none. */
const breakElement = (scan: Scan, at: number): number => {
  scan.output.drop();
  scan.isEscaped = false;
  scan.broken.enter(scan.depth);
  scan.mode = inBrokenElement;
  return at;
};

const inBrokenElement: Mode = (scan, chunk, from) => {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number; // the index is within the chunk
    const part = scan.broken.take(byte);
    if (byte === newline) scan.line++;
    if (part === 'inside') continue;
    scan.output.noteNotJson(scan.elementLine);
    scan.mode = betweenElements;
    return part === 'last' ? at + 1 : beginElement(scan, byte, at);
  }
  return chunk.length;
};

/** The last batch. Text that is cut off is a problem of the line where it ends, a broken element one of its own line. */
const endScan = (scan: Scan): LineBatch => {
  const lineCount = scan.lastByte === newline ? scan.line - 1 : scan.line;
  if (scan.mode === inScalar) finishElement(scan);
  if (scan.mode === inBrokenElement) scan.output.noteNotJson(scan.elementLine);
  else if (scan.mode !== betweenElements || scan.frame.isOpen()) {
    scan.output.drop();
    scan.output.noteNotJson(lineCount);
  }
  return scan.output.takeBatch(lineCount);
};
