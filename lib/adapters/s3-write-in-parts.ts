import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { StoredObject } from '../ports/object-store.ts';

interface PartedWrite {
  readonly client: S3Client;
  readonly Bucket: string;
  readonly Key: string;
  readonly partBytes: number;
}

/**
 * Writes a stream of unknown length: in one request when it fits into a part, in parts otherwise. The object is there
 * only when all of it is.
 */
export const writeInParts = async (
  write: PartedWrite,
  body: AsyncIterable<Uint8Array>,
  writeWhole: (body: Uint8Array) => Promise<StoredObject>,
): Promise<StoredObject> => {
  const parts = partsOf(body, write.partBytes)[Symbol.asyncIterator]();
  const first = await parts.next();
  if (first.done === true) return writeWhole(new Uint8Array());
  const second = await parts.next();
  if (second.done === true) return writeWhole(first.value);

  const { client, Bucket, Key } = write;
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  try {
    const Parts: CompletedPart[] = [];
    let sizeBytes = 0;
    const upload = async (Body: Uint8Array): Promise<void> => {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
      sizeBytes += Body.byteLength;
    };
    await upload(first.value);
    for (let part: IteratorResult<Uint8Array> = second; part.done !== true; part = await parts.next()) {
      await upload(part.value);
    }
    const { ETag = '' } = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    return { key: Key, sizeBytes, etag: ETag, modifiedAt: Date.now() };
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    throw error;
  }
};

/** Collects chunks into parts of at least `partBytes`; only the last may be smaller. */
async function* partsOf(body: AsyncIterable<Uint8Array>, partBytes: number): AsyncIterable<Uint8Array> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const chunk of body) {
    pending.push(chunk);
    pendingBytes += chunk.byteLength;
    if (pendingBytes < partBytes) continue;
    yield Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
  }
  if (pendingBytes > 0) yield Buffer.concat(pending);
}
