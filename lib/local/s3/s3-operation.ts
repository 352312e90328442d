import type { Bucket } from './object-index.ts';
import type { S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import type { S3Reply } from './s3-reply.ts';
import type { S3Store } from './s3-store.ts';
import type { StoredObject } from './stored-object.ts';

/** What an operation works on. */
export interface S3Context {
  readonly store: S3Store;
  readonly region: string;
}

/** One operation of the S3 API. */
export type S3Operation = (request: S3Request, context: S3Context) => S3Reply | Promise<S3Reply>;

/** @throws S3Error NoSuchBucket */
export function loadBucket(store: S3Store, name: string): Bucket {
  const bucket = store.index.buckets.get(name);
  if (!bucket) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  return bucket;
}

/** @throws S3Error NoSuchKey */
export function loadObject(bucket: Bucket, key: string): StoredObject {
  const object = bucket.objects.get(key);
  if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  return object;
}
