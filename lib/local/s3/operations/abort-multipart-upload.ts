import type { S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';
import { loadUpload } from './load-upload.ts';

/** AbortMultipartUpload: its parts go with it. */
export const abortMultipartUpload: S3Operation = async (request, { store }) => {
  const { uploadId } = loadUpload(request, store).upload;
  await store.commit({ op: 'upload-aborted', uploadId });
  return emptyReply(204);
};
