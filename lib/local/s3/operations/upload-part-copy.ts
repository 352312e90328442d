import { createHash } from 'node:crypto';
import { type ByteRange, parseCopyRange } from '../byte-range.ts';
import { type CopySource, loadCopySource } from '../copy-source.ts';
import { findHeader } from '../parse-request.ts';
import { readTextPayload } from '../read-payload.ts';
import type { S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { sliceSegments } from '../segments.ts';
import type { UploadedPart } from '../stored-object.ts';
import { xmlDocument, xmlEtag, xmlText } from '../write-xml.ts';
import { loadUpload, parsePartNumber } from './load-upload.ts';

/** UploadPartCopy: the part shares the blobs of its source, or a slice of them; no byte is moved. */
export const uploadPartCopy: S3Operation = async (request, { store }) => {
  const partNumber = parsePartNumber(request.query);
  await readTextPayload(request);
  const source = loadCopySource(request, store);
  const { uploadId } = loadUpload(request, store).upload;
  const header = findHeader(request.headers, 'x-amz-copy-source-range');
  const { sizeBytes } = source.object;
  const part = slicePart(
    source,
    header === undefined ? { start: 0, end: sizeBytes } : parseCopyRange(header, sizeBytes),
  );
  await store.commit({ op: 'part-put', uploadId, partNumber, part });
  const modifiedAt = xmlText('LastModified', new Date(part.modifiedAt).toISOString());
  return documentReply(xmlDocument('CopyPartResult', xmlEtag(part.etag), modifiedAt));
};

function slicePart({ object }: CopySource, { start, end }: ByteRange): UploadedPart {
  return {
    segments: sliceSegments(object.segments, start, end),
    sizeBytes: end - start,
    // The MD5 of the bytes would mean to read them; clients only hand the tag back. This one is as unique.
    etag: createHash('md5').update(`${object.etag}:${start}-${end}`).digest('hex'),
    checksums: {},
    modifiedAt: Date.now(),
  };
}
