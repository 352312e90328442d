import { readTextPayload } from '../read-payload.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** CreateBucket. Where it should lie is read over: there is one place. */
export const createBucket: S3Operation = async (request, { store }) => {
  await readTextPayload(request);
  const name = request.bucket;
  if (!isBucketName(name)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.');
  if (store.index.buckets.has(name)) {
    throw new S3Error('BucketAlreadyOwnedByYou', 'You already own the bucket you are trying to create.');
  }
  await store.commit({ op: 'bucket-created', bucket: name, at: Date.now() });
  return emptyReply(200, { location: `/${name}` });
};

/** Whether S3 would take it as a name. Source: S3 user guide, "General purpose bucket naming rules". */
export function isBucketName(name: string): boolean {
  const hasValidLabels = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  return hasValidLabels && !/^\d+\.\d+\.\d+\.\d+$/.test(name);
}
