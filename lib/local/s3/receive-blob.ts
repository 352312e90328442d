import { type BlobTarget, BlobWriter } from './blob-writer.ts';
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
  target: BlobTarget,
  use: (received: ReceivedBlob) => Promise<Result>,
): Promise<Result> {
  const received = await writePayload(request, new BlobWriter(target));
  try {
    return await use(received);
  } finally {
    await target.blobs.release(received.segments);
  }
}

async function writePayload(request: S3Request, writer: BlobWriter): Promise<ReceivedBlob> {
  try {
    const digests = await readPayload(request, (bytes) => writer.write(bytes));
    return { ...digests, segments: await writer.finish() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
