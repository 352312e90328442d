import { checksumAlgorithms } from '../checksums.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import type { UploadedPart } from '../stored-object.ts';
import { xmlDocument, xmlElement, xmlEtag, xmlText } from '../write-xml.ts';
import { loadUpload } from './load-upload.ts';

const mostParts = 1000;

/** ListParts, page by page. */
export const listParts: S3Operation = (request, { store }) => {
  const { upload, parts } = loadUpload(request, store);
  const marker = readCount(request.query, 'part-number-marker', 0);
  const maxParts = Math.min(readCount(request.query, 'max-parts', mostParts), mostParts);
  const rest = [...parts].filter(([partNumber]) => partNumber > marker).sort(([a], [b]) => a - b);
  const page = rest.slice(0, maxParts);
  const [lastNumber] = page.at(-1) ?? [marker];
  return documentReply(
    xmlDocument(
      'ListPartsResult',
      xmlText('Bucket', upload.bucket),
      xmlText('Key', upload.key),
      xmlText('UploadId', upload.uploadId),
      xmlText('PartNumberMarker', marker),
      xmlText('NextPartNumberMarker', lastNumber),
      xmlText('MaxParts', maxParts),
      xmlText('IsTruncated', page.length < rest.length),
      ...page.map(([partNumber, part]) => writePart(partNumber, part)),
    ),
  );
};

function writePart(partNumber: number, { etag, sizeBytes, modifiedAt, checksums }: UploadedPart): string {
  const written = checksumAlgorithms.flatMap((algorithm) => {
    const checksum = checksums[algorithm];
    return checksum === undefined ? [] : [xmlText(`Checksum${algorithm.toUpperCase()}`, checksum)];
  });
  return xmlElement(
    'Part',
    xmlText('PartNumber', partNumber),
    xmlText('LastModified', new Date(modifiedAt).toISOString()),
    xmlEtag(etag),
    xmlText('Size', sizeBytes),
    ...written,
  );
}

function readCount(query: URLSearchParams, name: string, byDefault: number): number {
  const count = query.get(name) || String(byDefault);
  if (!/^\d{1,9}$/.test(count)) throw new S3Error('InvalidArgument', `Provided ${name} not an integer`);
  return Number(count);
}
