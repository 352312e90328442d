import { newline } from './json-bytes.ts';

/** Below this many characters, room for the worst case is cheaper than counting the bytes first. */
const longestUncounted = 4 * 1024 * 1024;
const mostBytesPerCharacter = 3;

/** Lines as bytes, each ended by LF: half again as fast as joining them and encoding the whole. */
export const encodeLines = (lines: readonly string[]): Buffer => {
  const bytes = Buffer.allocUnsafe(sizeFor(lines));
  let at = 0;
  for (const line of lines) {
    at += bytes.write(line, at, 'utf8');
    bytes[at++] = newline;
  }
  return bytes.subarray(0, at);
};

const sizeFor = (lines: readonly string[]): number => {
  const characterCount = lines.reduce((total, line) => total + line.length, 0);
  if (characterCount <= longestUncounted) return characterCount * mostBytesPerCharacter + lines.length;
  return lines.reduce((total, line) => total + Buffer.byteLength(line) + 1, 0);
};
