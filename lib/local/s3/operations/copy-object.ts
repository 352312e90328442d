import { putObjectInPlace } from '../change-object.ts';
import { checkWriteConditions } from '../conditions.ts';
import { loadCopySource } from '../copy-source.ts';
import { checksumHeaders, readAttributes } from '../object-headers.ts';
import { findHeader, type S3Request } from '../parse-request.ts';
import { readTextPayload } from '../read-payload.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlEtag, xmlText } from '../write-xml.ts';

/** CopyObject: the copy shares its source's blobs, whatever their size, and keeps its entity tag. */
export const copyObject: S3Operation = async (request, { store }) => {
  await readTextPayload(request);
  const source = loadCopySource(request, store);
  const isReplacing = replacesAttributes(request);
  if (!isReplacing && source.bucket === request.bucket && source.key === request.key) {
    throw new S3Error(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    );
  }
  const bucket = loadBucket(store, request.bucket);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  const { uploadId: _, ...object } = source.object;
  const attributes = isReplacing ? readAttributes(request.headers) : {};
  const copy = { ...object, ...attributes, modifiedAt: Date.now() };
  const change = {
    bucket,
    key: request.key,
    requestId: request.id,
    eventName: 'ObjectCreated:Copy',
  } as const;
  await putObjectInPlace(store, change, copy);
  const modifiedAt = xmlText('LastModified', new Date(copy.modifiedAt).toISOString());
  return documentReply(
    xmlDocument('CopyObjectResult', xmlEtag(copy.etag), modifiedAt),
    checksumHeaders(copy.checksums),
  );
};

function replacesAttributes({ headers }: S3Request): boolean {
  const directive = findHeader(headers, 'x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw new S3Error('InvalidArgument', 'Unknown metadata directive.');
  }
  return directive === 'REPLACE';
}
