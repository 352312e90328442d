import { putObjectInPlace } from '../change-object.ts';
import { checkWriteConditions } from '../conditions.ts';
import { checksumHeaders, readAttributes } from '../object-headers.ts';
import { receiveBlob } from '../receive-blob.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** PutObject. */
export const putObject: S3Operation = (request, { store }) => {
  const { key, headers } = request;
  const attributes = readAttributes(headers);
  // A look ahead that saves sending a body in vain; what counts is the check beside the commit.
  checkWriteConditions(headers, loadBucket(store, request.bucket).objects.get(key));
  return receiveBlob(request, store, async ({ segments, sizeBytes, md5, checksums }) => {
    const bucket = loadBucket(store, request.bucket);
    checkWriteConditions(headers, bucket.objects.get(key));
    const object = { ...attributes, segments, sizeBytes, etag: md5, checksums, modifiedAt: Date.now() };
    const change = { bucket, key, requestId: request.id, eventName: 'ObjectCreated:Put' } as const;
    await putObjectInPlace(store, change, object);
    return emptyReply(200, { etag: `"${md5}"`, ...checksumHeaders(checksums) });
  });
};
