import { closeSync, existsSync, openSync, readSync } from 'node:fs';

const lineFeed = 10;
const chunkBytes = 4 * 1024 * 1024;

/**
 * Gives each entry of a journal to `apply`, up to the last complete line; a journal that is not there has none.
 * Gives the number of entries and the bytes that they take.
 *
 * @throws Error when a complete line is no entry: then the disk, not a crash, has damaged it
 */
export const readJournal = (
  path: string,
  apply: (entry: unknown) => void,
): { readonly entryCount: number; readonly sizeBytes: number } => {
  let entryCount = 0;
  let sizeBytes = 0;
  for (const line of completeLines(path)) {
    entryCount++;
    sizeBytes += line.length + 1;
    apply(parse(line, `${path}:${entryCount}`));
  }
  return { entryCount, sizeBytes };
};

function* completeLines(path: string): Generator<Buffer> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let chunk = readChunk(file); chunk.length > 0; chunk = readChunk(file)) {
      const bytes = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        yield bytes.subarray(start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}

const readChunk = (file: number): Buffer => {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  return chunk.subarray(0, readSync(file, chunk));
};

const parse = (line: Buffer, place: string): unknown => {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw new Error(`${place}: the journal is damaged here`, { cause });
  }
};
