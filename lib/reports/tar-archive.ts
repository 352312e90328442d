/** A file that goes into an archive. */
interface ArchivedFile {
  readonly key: string;
  /** Name in the archive, at most 100 bytes of ASCII, as POSIX's ustar format has it. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const blockBytes = 512;
/** Two blocks of zeros. */
const endBytes = 2 * blockBytes;

/** Size of the archive of the files, in bytes. */
export const tarSize = (files: readonly ArchivedFile[]): number =>
  files.reduce((total, { sizeBytes }) => total + blockBytes + padded(sizeBytes), endBytes);

/**
 * The bytes [start, end) of the archive. Where each file lies in it follows from their sizes, so that an archive of any
 * size can be sent piece by piece without being anywhere whole.
 */
export const tarPiece = async (
  files: readonly ArchivedFile[],
  read: (key: string, range: Range) => AsyncIterable<Uint8Array>,
  { start, end }: Range,
): Promise<Buffer> => {
  const piece = Buffer.alloc(end - start);
  let fileStart = 0;
  for (const file of files) {
    const contentStart = fileStart + blockBytes;
    const fileEnd = contentStart + padded(file.sizeBytes);
    if (fileStart < end && contentStart > start) header(file).copy(piece, ...placed(fileStart - start));
    const from = Math.max(start, contentStart);
    const until = Math.min(end, contentStart + file.sizeBytes);
    if (from < until) {
      let at = from - start;
      const range = { start: from - contentStart, end: until - contentStart };
      for await (const chunk of read(file.key, range)) {
        piece.set(chunk, at);
        at += chunk.byteLength;
      }
    }
    fileStart = fileEnd;
  }
  return piece;
};

/** Where a header goes that may begin before the piece: the place in the piece, and the header's first byte in it. */
const placed = (at: number): [targetStart: number, sourceStart: number] => [
  Math.max(0, at),
  Math.max(0, -at),
];

const padded = (sizeBytes: number): number => Math.ceil(sizeBytes / blockBytes) * blockBytes;

/** POSIX.1-1988, section 10.1.1: the ustar header of a regular file. */
const header = ({ path, sizeBytes, modifiedAt }: ArchivedFile): Buffer => {
  const block = Buffer.alloc(blockBytes);
  block.write(path, 0, 100, 'ascii');
  block.write(octal(0o644, 7), 100, 'ascii');
  block.write(octal(0, 7), 108, 'ascii');
  block.write(octal(0, 7), 116, 'ascii');
  block.write(octal(sizeBytes, 11), 124, 'ascii');
  block.write(octal(Math.floor(modifiedAt / 1000), 11), 136, 'ascii');
  // The checksum is taken with spaces in its own place.
  block.write(' '.repeat(8), 148, 'ascii');
  block.write('0', 156, 'ascii');
  block.write('ustar\u000000', 257, 'ascii');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, 'ascii');
  return block;
};

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
