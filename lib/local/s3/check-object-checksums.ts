import { createReadStream } from 'node:fs';
import type { BlobStore } from './blob-store.ts';
import { type Checksums, checksumAlgorithms, createChecksum } from './checksums.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import type { StoredObject } from './stored-object.ts';

/**
 * Checks what the headers of a request say about the whole of a joined object. Only then are its bytes read.
 * @returns all checksums that are known of the object
 * @throws S3Error BadDigest
 */
export async function checkObjectChecksums(
  { headers }: S3Request,
  object: StoredObject,
  blobs: BlobStore,
): Promise<Checksums> {
  const checked: Record<string, string> = { ...object.checksums };
  for (const algorithm of checksumAlgorithms) {
    const promised = findHeader(headers, `x-amz-checksum-${algorithm}`);
    if (promised === undefined) continue;
    const checksum = createChecksum(algorithm);
    const isComposite = promised.includes('-');
    if (!isComposite) for await (const bytes of readObject(object, blobs)) checksum.update(bytes);
    const actual = isComposite ? object.checksums[algorithm] : checksum.digest();
    if (promised !== actual) {
      const name = algorithm.toUpperCase();
      throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
    }
    checked[algorithm] = actual;
  }
  return checked;
}

async function* readObject({ segments }: StoredObject, blobs: BlobStore): AsyncGenerator<Buffer> {
  blobs.retain(segments);
  try {
    for (const { blob, offset, length } of segments) {
      yield* createReadStream(blobs.pathOf(blob), { start: offset, end: offset + length - 1 });
    }
  } finally {
    await blobs.release(segments);
  }
}
