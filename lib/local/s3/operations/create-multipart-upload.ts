import { randomUUID } from 'node:crypto';
import { findChecksumAlgorithm } from '../checksums.ts';
import { readAttributes } from '../object-headers.ts';
import { findHeader, type S3Request } from '../parse-request.ts';
import { readTextPayload } from '../read-payload.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import type { MultipartUpload } from '../stored-object.ts';
import { xmlDocument, xmlText } from '../write-xml.ts';

/** CreateMultipartUpload. */
export const createMultipartUpload: S3Operation = async (request, { store }) => {
  await readTextPayload(request);
  const { name } = loadBucket(store, request.bucket);
  const uploadId = randomUUID();
  const checksum = readChecksumChoice(request);
  const upload: MultipartUpload = {
    ...readAttributes(request.headers),
    ...checksum,
    uploadId,
    bucket: name,
    key: request.key,
    startedAt: Date.now(),
  };
  await store.commit({ op: 'upload-started', upload });
  const { checksumAlgorithm, checksumType } = checksum;
  return documentReply(
    xmlDocument(
      'InitiateMultipartUploadResult',
      xmlText('Bucket', name),
      xmlText('Key', request.key),
      xmlText('UploadId', uploadId),
    ),
    {
      ...(checksumAlgorithm ? { 'x-amz-checksum-algorithm': checksumAlgorithm.toUpperCase() } : {}),
      ...(checksumType ? { 'x-amz-checksum-type': checksumType } : {}),
    },
  );
};

type ChecksumChoice = Pick<MultipartUpload, 'checksumAlgorithm' | 'checksumType'>;

function readChecksumChoice({ headers }: S3Request): ChecksumChoice {
  const name = findHeader(headers, 'x-amz-checksum-algorithm');
  if (name === undefined) return {};
  const checksumAlgorithm = findChecksumAlgorithm(name);
  if (!checksumAlgorithm) throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const usual = checksumAlgorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  const checksumType = findHeader(headers, 'x-amz-checksum-type') ?? usual;
  if (checksumType !== 'COMPOSITE' && checksumType !== 'FULL_OBJECT') {
    throw new S3Error('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  }
  return { checksumAlgorithm, checksumType };
}
