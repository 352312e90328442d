import type { BlobStore } from './blob-store.ts';
import { BlobWriter } from './blob-writer.ts';
import type { S3Request } from './parse-request.ts';
import type { PayloadDigests } from './payload-verifier.ts';
import { readPayload } from './read-payload.ts';
import type { Segment } from './segments.ts';

/** A payload at rest. */
export interface ReceivedBlob extends PayloadDigests {
  readonly segments: readonly Segment[];
}

/**
 * Streams the payload of a request into a blob of its own, checks it, and hands it to `use`. The blob lives on if
 * `use` made something count on it.
 */
export async function receiveBlob<Result>(
  request: S3Request,
  { blobs, fsync }: { readonly blobs: BlobStore; readonly fsync: boolean },
  use: (received: ReceivedBlob) => Promise<Result>,
): Promise<Result> {
  const blob = blobs.reserve();
  const writer = new BlobWriter(blobs.pathOf(blob), { fsync });
  const digests = await writePayload(request, writer);
  const segments = digests.sizeBytes > 0 ? [{ blob, offset: 0, length: digests.sizeBytes }] : [];
  blobs.retain(segments);
  try {
    return await use({ ...digests, segments });
  } finally {
    await blobs.release(segments);
  }
}

async function writePayload(request: S3Request, writer: BlobWriter): Promise<PayloadDigests> {
  try {
    const digests = await readPayload(request, (bytes) => writer.write(bytes));
    // An empty object needs no file.
    await (digests.sizeBytes > 0 ? writer.finish() : writer.discard());
    return digests;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
