import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** HeadBucket. */
export const headBucket: S3Operation = (request, { store, region }) => {
  loadBucket(store, request.bucket);
  return emptyReply(200, { 'x-amz-bucket-region': region });
};
