import { findRange } from '../byte-range.ts';
import { isNotModified } from '../conditions.ts';
import { checksumHeaders, objectHeaders } from '../object-headers.ts';
import { findHeader, type S3Request } from '../parse-request.ts';
import { loadBucket, loadObject, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';
import { sliceSegments } from '../segments.ts';

/** GetObject, and HeadObject, which is the same without the bytes. */
export const getObject: S3Operation = (request, { store }) => {
  const object = loadObject(loadBucket(store, request.bucket), request.key);
  const headers = { ...objectHeaders(object), ...overriddenHeaders(request) };
  if (isNotModified(request.headers, object)) return emptyReply(304, headers);
  const range = findRange(request.headers.range, object.sizeBytes);
  const { start, end } = range ?? { start: 0, end: object.sizeBytes };
  const segments = sliceSegments(object.segments, start, end);
  // Being overwritten must not take the bytes away from a reader.
  store.blobs.retain(segments);
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end - start),
      ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${object.sizeBytes}` } : {}),
      ...(!range && wantsChecksums(request) ? checksumHeaders(object.checksums) : {}),
    },
    segments,
    release: () => store.blobs.release(segments),
  };
};

function wantsChecksums({ headers }: S3Request): boolean {
  return findHeader(headers, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

const overridePrefix = 'response-';

// response-content-disposition and its like let a presigned URL name the file that a browser saves.
function overriddenHeaders({ query }: S3Request): Record<string, string> {
  const overrides = [...query].filter(([name]) => name.startsWith(overridePrefix));
  return Object.fromEntries(overrides.map(([name, value]) => [name.slice(overridePrefix.length), value]));
}
