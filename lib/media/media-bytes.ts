import { open } from 'node:fs/promises';

/** A media file whose bytes can be read anywhere. */
export interface MediaBytes {
  /** What people know the file by: for messages, never for opening it. */
  readonly file: string;
  readonly sizeBytes: number;
  /** The bytes [start, end), fewer at the file's end. */
  read(start: number, end: number): Promise<Buffer>;
}

/** A copy of a media file under a name of our own. */
export interface LocalMedia {
  readonly path: string;
  /** What people know it by: for messages only. */
  readonly file: string;
}

/** Looks into a local file. */
export const withFileBytes = async <T>(
  path: string,
  file: string,
  look: (bytes: MediaBytes) => Promise<T>,
): Promise<T> => {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return await look({
      file,
      sizeBytes: size,
      read: async (start, end) => {
        const length = Math.max(0, Math.min(end, size) - start);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await handle.close();
  }
};
