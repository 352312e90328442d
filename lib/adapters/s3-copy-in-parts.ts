import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { mapConcurrently } from '../engine/map-concurrently.ts';

/** The largest object that S3 copies in one request. */
export const largestCopyBytes = 5 * 1024 ** 3;
const copyPartBytes = 1024 ** 3;
const concurrentParts = 8;

interface PartedCopy {
  readonly Bucket: string;
  readonly Key: string;
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly sizeBytes: number;
}

/** Copies an object that is too large for one request, in parts, on the storage side. */
export const copyInParts = async (client: S3Client, { sizeBytes, ...copy }: PartedCopy): Promise<void> => {
  const place = { Bucket: copy.Bucket, Key: copy.Key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  try {
    const starts = Array.from({ length: Math.ceil(sizeBytes / copyPartBytes) }, (_, index) => index * copyPartBytes);
    const Parts = await mapConcurrently(starts, concurrentParts, async (start, index) => {
      const CopySourceRange = `bytes=${start}-${Math.min(start + copyPartBytes, sizeBytes) - 1}`;
      const PartNumber = index + 1;
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...copy, UploadId, PartNumber, CopySourceRange }),
      );
      return { PartNumber, ETag: CopyPartResult?.ETag };
    });
    await client.send(
      new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: [...Parts] } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId }));
    throw error;
  }
};
