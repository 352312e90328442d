import { checksumHeaders } from '../object-headers.ts';
import { receiveBlob } from '../receive-blob.ts';
import type { S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';
import { loadUpload, parsePartNumber } from './load-upload.ts';

/** UploadPart; a part that comes again replaces the earlier one. */
export const uploadPart: S3Operation = (request, { store }) => {
  const partNumber = parsePartNumber(request.query);
  loadUpload(request, store);
  return receiveBlob(request, store, async ({ segments, sizeBytes, md5, checksums }) => {
    // Looked up again: it may have been aborted while the bytes came.
    const { uploadId } = loadUpload(request, store).upload;
    const part = { segments, sizeBytes, etag: md5, checksums, modifiedAt: Date.now() };
    await store.commit({ op: 'part-put', uploadId, partNumber, part });
    return emptyReply(200, { etag: `"${md5}"`, ...checksumHeaders(checksums) });
  });
};
