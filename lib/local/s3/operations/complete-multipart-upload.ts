import { putObjectInPlace } from '../change-object.ts';
import { checkObjectChecksums } from '../check-object-checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { joinParts, parseNamedParts } from '../join-parts.ts';
import type { S3Request } from '../parse-request.ts';
import { readTextPayload } from '../read-payload.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply, type S3Reply } from '../s3-reply.ts';
import type { S3Store } from '../s3-store.ts';
import type { StoredObject } from '../stored-object.ts';
import { xmlDocument, xmlEtag, xmlText } from '../write-xml.ts';
import { loadUpload } from './load-upload.ts';

/** CompleteMultipartUpload: joins the parts without moving a byte. Completing again gives the same answer. */
export const completeMultipartUpload: S3Operation = async (request, { store }) => {
  const parts = parseNamedParts(await readDocument(request));
  const completed = findCompleted(request, store);
  if (completed) return reply(request, completed);
  const checksums = await checkObjectChecksums(
    request,
    joinParts(loadUpload(request, store), parts),
    store.blobs,
  );
  // Joined again: the upload may have changed while bytes were read.
  const object = { ...joinParts(loadUpload(request, store), parts), checksums };
  const bucket = loadBucket(store, request.bucket);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  const eventName = 'ObjectCreated:CompleteMultipartUpload';
  await putObjectInPlace(store, { bucket, key: request.key, requestId: request.id, eventName }, object);
  return reply(request, object);
};

// Here the checksum headers speak of the object, not of the document that comes with them.
function readDocument(request: S3Request): Promise<string> {
  const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return readTextPayload({ ...request, headers: Object.fromEntries(headers) });
}

// A client that lost the answer, to a crash for one, asks again.
function findCompleted({ bucket, key, query }: S3Request, store: S3Store): StoredObject | undefined {
  const object = store.index.buckets.get(bucket)?.objects.get(key);
  return object?.uploadId === query.get('uploadId') ? object : undefined;
}

function reply({ bucket, key, headers }: S3Request, object: StoredObject): S3Reply {
  return documentReply(
    xmlDocument(
      'CompleteMultipartUploadResult',
      xmlText('Location', `http://${headers.host ?? ''}/${bucket}/${key}`),
      xmlText('Bucket', bucket),
      xmlText('Key', key),
      xmlEtag(object.etag),
      ...Object.entries(object.checksums).map(([name, value]) =>
        xmlText(`Checksum${name.toUpperCase()}`, value),
      ),
    ),
  );
}
