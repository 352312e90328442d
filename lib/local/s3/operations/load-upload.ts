import type { OpenUpload } from '../object-index.ts';
import type { S3Request } from '../parse-request.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket } from '../s3-operation.ts';
import type { S3Store } from '../s3-store.ts';

const mostParts = 10_000;

/**
 * The upload that a request names.
 * @throws S3Error NoSuchBucket, NoSuchUpload
 */
export function loadUpload(request: S3Request, store: S3Store): OpenUpload {
  loadBucket(store, request.bucket);
  const open = store.index.uploads.get(request.query.get('uploadId') ?? '');
  if (open?.upload.bucket !== request.bucket || open.upload.key !== request.key) {
    throw new S3Error(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    );
  }
  return open;
}

/**
 * The number of the part that a request brings.
 * @throws S3Error InvalidArgument
 */
export function parsePartNumber(query: URLSearchParams): number {
  const partNumber = Number(query.get('partNumber'));
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > mostParts) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  return partNumber;
}
