import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketNotification } from './operations/get-bucket-notification.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectsV1, listObjectsV2 } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { putBucketNotification } from './operations/put-bucket-notification.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';
import type { S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import type { S3Operation } from './s3-operation.ts';

/**
 * The operation that a request asks for: by its method, its target, and the query parameters that name a
 * sub-resource.
 * @throws S3Error NotImplemented
 */
export function findOperation(request: S3Request): S3Operation {
  const target = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const subresources = [...new Set(request.query.keys())].filter((name) => !isParameter(name)).sort();
  const isCopy = request.method === 'PUT' && request.headers['x-amz-copy-source'] !== undefined;
  const route = [request.method, target, ...(isCopy ? ['from'] : []), ...subresources].join(' ');
  const operation = operationByRoute.get(route);
  if (!operation) throw new S3Error('NotImplemented', `This server has no ${route}.`);
  return operation;
}

const operationByRoute: ReadonlyMap<string, S3Operation> = new Map([
  ['GET service', listBuckets],
  ['PUT bucket', createBucket],
  ['HEAD bucket', headBucket],
  ['DELETE bucket', deleteBucket],
  ['GET bucket', listObjectsV1],
  ['GET bucket list-type', listObjectsV2],
  ['GET bucket location', getBucketLocation],
  ['GET bucket notification', getBucketNotification],
  ['PUT bucket notification', putBucketNotification],
  ['GET bucket uploads', listMultipartUploads],
  ['POST bucket delete', deleteObjects],
  ['GET object', getObject],
  ['HEAD object', getObject],
  ['PUT object', putObject],
  ['PUT object from', copyObject],
  ['DELETE object', deleteObject],
  ['POST object uploads', createMultipartUpload],
  ['PUT object partNumber uploadId', uploadPart],
  ['PUT object from partNumber uploadId', uploadPartCopy],
  ['POST object uploadId', completeMultipartUpload],
  ['GET object uploadId', listParts],
  ['DELETE object uploadId', abortMultipartUpload],
]);

const parameters = new Set([
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'marker',
  'max-buckets',
  'max-keys',
  'max-parts',
  'max-uploads',
  'part-number-marker',
  'prefix',
  'start-after',
  'x-id',
]);

function isParameter(name: string): boolean {
  return parameters.has(name) || /^(x-amz-|response-)/i.test(name);
}
