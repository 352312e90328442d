import { newline } from '../formats/json-bytes.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { type Cursor, offsetIn } from './cursor.ts';

/** A line, and where in its source the next one starts. */
export interface SourceLine {
  /** Without its end; undefined when it is longer than was to be held in memory. */
  readonly text: string | undefined;
  readonly end: number;
  readonly sizeBytes: number;
}

/** Lines that follow each other in one source. */
export interface SourceBatch {
  readonly part: number;
  readonly id: string;
  readonly lines: readonly SourceLine[];
  /** Bytes that it took to read them, or what took as long. */
  readonly costBytes: number;
}

/** An object of lines, and its place among the sources. */
export interface LineObject {
  readonly part: number;
  readonly id: string;
  readonly key: string;
  readonly sizeBytes: number;
}

/** The lines of an object from a cursor on, in batches; none when the cursor is past it. Memory stays that of a line. */
export async function* objectLines(
  objects: ObjectStore,
  { part, id, key, sizeBytes }: LineObject,
  { from, maxLineBytes }: { readonly from: Cursor; readonly maxLineBytes: number },
): AsyncGenerator<SourceBatch> {
  const start = offsetIn(from, { part, id });
  if (start === undefined || start >= sizeBytes) return;
  const cutter = createCutter(start, maxLineBytes);
  for await (const chunk of objects.read(key, { start, end: sizeBytes })) {
    yield { part, id, lines: cutter.take(Buffer.from(chunk)), costBytes: chunk.byteLength };
  }
  const last = cutter.takeLast();
  if (last !== undefined) yield { part, id, lines: [last], costBytes: 0 };
}

/** Lines that are in memory; the offset of one is its number. */
export function* memoryLines(
  { part, id, costBytes }: Pick<SourceBatch, 'part' | 'id' | 'costBytes'>,
  texts: readonly string[],
  from: Cursor,
): Generator<SourceBatch> {
  const start = offsetIn(from, { part, id });
  if (start === undefined) return;
  const lines = texts.map((text, index) => ({ text, end: index + 1, sizeBytes: Buffer.byteLength(text) }));
  yield { part, id, lines: lines.slice(start), costBytes };
}

/** Cuts bytes into lines as they come. */
const createCutter = (start: number, maxLineBytes: number) => {
  let position = start;
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  const hold = (bytes: Buffer): void => {
    pendingBytes += bytes.length;
    if (pendingBytes <= maxLineBytes) pending.push(bytes);
    else pending = [];
  };
  const lineOf = (ending: number): SourceLine => {
    const text = pendingBytes <= maxLineBytes ? Buffer.concat(pending).toString('utf8') : undefined;
    const sizeBytes = pendingBytes;
    position += pendingBytes + ending;
    pending = [];
    pendingBytes = 0;
    return { text, end: position, sizeBytes };
  };

  return {
    take: (chunk: Buffer): readonly SourceLine[] => {
      const lines: SourceLine[] = [];
      let at = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, at)) {
        hold(chunk.subarray(at, end));
        lines.push(lineOf(1));
        at = end + 1;
      }
      // A copy, lest the few bytes keep the whole chunk alive.
      if (at < chunk.length) hold(Buffer.from(chunk.subarray(at)));
      return lines;
    },
    takeLast: (): SourceLine | undefined => (pendingBytes === 0 ? undefined : lineOf(0)),
  };
};
