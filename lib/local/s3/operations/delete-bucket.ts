import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** DeleteBucket: an empty one, and the uploads to it that nobody finished. */
export const deleteBucket: S3Operation = async (request, { store }) => {
  const bucket = loadBucket(store, request.bucket);
  if (bucket.objects.size > 0) {
    throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  await store.commit({ op: 'bucket-deleted', bucket: bucket.name });
  return emptyReply(204);
};
