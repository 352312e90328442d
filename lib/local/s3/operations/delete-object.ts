import { removeObject } from '../change-object.ts';
import { checkWriteConditions } from '../conditions.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** DeleteObject; deleting what isn't there is no error, unless a condition says so. */
export const deleteObject: S3Operation = async (request, { store }) => {
  const bucket = loadBucket(store, request.bucket);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  await removeObject(store, { bucket, key: request.key, requestId: request.id });
  return emptyReply(204);
};
