import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument } from '../write-xml.ts';

/** GetBucketLocation; the oldest region is written as nothing. */
export const getBucketLocation: S3Operation = (request, { store, region }) => {
  loadBucket(store, request.bucket);
  return documentReply(xmlDocument('LocationConstraint', region === 'us-east-1' ? '' : region));
};
