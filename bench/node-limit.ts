import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const newline = 0x0a;
const batchBytes = 1 << 20;

/** What this Node can do at best: read, find lines, decode, JSON.parse. */
export const parseLimit = (path: string): number => {
  let recordCount = 0;
  for (const line of linesOf(path)) {
    JSON.parse(line);
    recordCount++;
  }
  return recordCount;
};

/** The same, and JSON.stringify, encode and write. */
export const rewriteLimit = (path: string): void => {
  const file = openSync('/dev/null', 'w');
  let lines: string[] = [];
  let length = 0;
  const flush = (): void => {
    writeSync(file, Buffer.from(lines.join('\n')));
    lines = [];
    length = 0;
  };
  for (const line of linesOf(path)) {
    const text = JSON.stringify(JSON.parse(line));
    lines.push(text);
    length += text.length;
    if (length > batchBytes) flush();
  }
  flush();
  closeSync(file);
};

function* linesOf(path: string): Iterable<string> {
  const bytes = readFileSync(path);
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(newline, start);
    const stop = end === -1 ? bytes.length : end;
    yield bytes.toString('utf8', start, stop);
    start = stop + 1;
  }
}
