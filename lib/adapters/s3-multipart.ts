import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { s3Call } from './s3-error.ts';

export interface UploadTarget {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
}

/** The place of a part in an upload, as the SDK names it. */
export interface PartPlace {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
  readonly PartNumber: number;
}

/** Stores one part and gives its etag. */
export type StorePart = (place: PartPlace) => Promise<string | undefined>;

const concurrentParts = 4;

/** Writes an object in parts, some at a time; when one fails nothing of it stays. */
export const uploadInParts = async (
  { client, bucket, key }: UploadTarget,
  parts: AsyncGenerator<StorePart>,
): Promise<string> => {
  const place = { Bucket: bucket, Key: key };
  const { UploadId } = await s3Call(key, client.send(new CreateMultipartUploadCommand(place)));
  try {
    const etags = await storeParts(parts, { ...place, UploadId });
    const Parts = etags.map((ETag, index) => ({ PartNumber: index + 1, ETag }));
    const done = new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } });
    return (await s3Call(key, client.send(done))).ETag ?? '';
  } catch (error) {
    // What it is aborted for is the failure to tell of; a lifecycle rule clears what could not be aborted.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  }
};

const storeParts = async (
  parts: AsyncGenerator<StorePart>,
  upload: Omit<PartPlace, 'PartNumber'>,
): Promise<readonly (string | undefined)[]> => {
  const etags: (string | undefined)[] = [];
  let partCount = 0;
  const storeSome = async (): Promise<void> => {
    // A generator gives its values in the order of asking; who leaves it on a failure ends it for the others.
    for await (const storePart of parts) {
      const index = partCount++;
      etags[index] = await storePart({ ...upload, PartNumber: index + 1 });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: concurrentParts }, storeSome));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return etags;
};
