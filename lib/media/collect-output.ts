import type { Readable } from 'node:stream';

/** Keeps the first `limitBytes` of a stream, counts its lines, and tells when there is more than that. */
export const collectOutput = (stream: Readable, limitBytes: number, onOverflow?: () => void) => {
  const chunks: Buffer[] = [];
  let [keptBytes, lineCount] = [0, 0];
  stream.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === newline) lineCount++;
    const kept = chunk.subarray(0, limitBytes - keptBytes);
    if (kept.length > 0) chunks.push(kept);
    keptBytes += kept.length;
    if (kept.length < chunk.length) onOverflow?.();
  });
  return {
    text: (): string => Buffer.concat(chunks).toString('utf8'),
    lineCount: (): number => lineCount,
  };
};

const newline = 0x0a;
