import type { MediaBytes } from '../media-bytes.ts';
import { mediaFailure } from '../media-failure.ts';

/** An AVI beyond 1 GiB goes on in further RIFF chunks. */
const chunkLimit = 1024;

/** Walks the outermost chunks of an AVI: each must end inside the file. Source: OpenDML AVI file format extensions 1.02. */
export const checkAviChunks = async (bytes: MediaBytes): Promise<void> => {
  const head = await bytes.read(12, 24);
  if (head.toString('latin1', 0, 4) !== 'LIST' || head.toString('latin1', 8, 12) !== 'hdrl') {
    throw mediaFailure(bytes.file, 'no_index');
  }
  let offset = 0;
  for (let count = 0; count < chunkLimit && offset + 12 <= bytes.sizeBytes; count++) {
    const chunk = await bytes.read(offset, offset + 12);
    if (chunk.toString('latin1', 0, 4) !== 'RIFF') return; // what stands behind the film
    const sizeBytes = chunk.readUInt32LE(4);
    if (offset + 8 + sizeBytes > bytes.sizeBytes) throw mediaFailure(bytes.file, 'truncated');
    offset += 8 + sizeBytes + (sizeBytes % 2);
  }
};
