import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, type Checksums, checksumAlgorithms, createChecksum } from './checksums.ts';
import type { OpenUpload } from './object-index.ts';
import { childrenOf, findText, readXml, type XmlElement } from './read-xml.ts';
import { S3Error } from './s3-error.ts';
import type { StoredObject, UploadedPart } from './stored-object.ts';

/** A part as the client names it when it completes an upload. */
export interface NamedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly checksums: Checksums;
}

const smallestPartBytes = 5 * 1024 * 1024;

/**
 * Reads a CompleteMultipartUpload document.
 * @throws S3Error MalformedXML, InvalidPartOrder
 */
export function parseNamedParts(document: string): NamedPart[] {
  const parts = childrenOf(readXml(document), 'Part').map(parseNamedPart);
  if (parts.length === 0) throw new S3Error('MalformedXML', 'You must specify at least one part');
  const isAscending = parts.every((part, index) => part.partNumber > (parts[index - 1]?.partNumber ?? 0));
  if (!isAscending) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  return parts;
}

/**
 * The object that the named parts make together; their bytes stay where they are.
 * @throws S3Error InvalidPart, EntityTooSmall
 */
export function joinParts({ upload, parts }: OpenUpload, named: readonly NamedPart[]): StoredObject {
  const joined = named.map((name) => loadPart(parts, name));
  if (joined.slice(0, -1).some(({ sizeBytes }) => sizeBytes < smallestPartBytes)) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const { contentType, headers, metadata, uploadId, checksumAlgorithm, checksumType } = upload;
  return {
    contentType,
    headers,
    metadata,
    uploadId,
    segments: joined.flatMap(({ segments }) => segments),
    sizeBytes: joined.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag: joinEtags(joined),
    modifiedAt: Date.now(),
    checksums:
      checksumAlgorithm && checksumType === 'COMPOSITE' ? joinChecksums(joined, checksumAlgorithm) : {},
  };
}

function parseNamedPart(element: XmlElement): NamedPart {
  const checksums = checksumAlgorithms.map((algorithm) => {
    return [algorithm, findText(element, `Checksum${algorithm.toUpperCase()}`)] as const;
  });
  return {
    partNumber: Number(findText(element, 'PartNumber')),
    etag: (findText(element, 'ETag') ?? '').replaceAll('"', ''),
    checksums: Object.fromEntries(checksums.filter(([, checksum]) => checksum !== undefined)),
  };
}

function loadPart(parts: OpenUpload['parts'], { partNumber, etag, checksums }: NamedPart): UploadedPart {
  const part = parts.get(partNumber);
  // A checksum that the part came without isn't known, so it can't be wrong.
  const isOther = checksumAlgorithms.some((algorithm) => {
    const [named, known] = [checksums[algorithm], part?.checksums[algorithm]];
    return named !== undefined && known !== undefined && named !== known;
  });
  if (part?.etag !== etag || isOther) {
    throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.', {
      PartNumber: String(partNumber),
    });
  }
  return part;
}

function joinEtags(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

function joinChecksums(parts: readonly UploadedPart[], algorithm: ChecksumAlgorithm): Checksums {
  const joined = createChecksum(algorithm);
  for (const { checksums } of parts) {
    const checksum = checksums[algorithm];
    // A copied part has none; then neither has the whole.
    if (checksum === undefined) return {};
    joined.update(Buffer.from(checksum, 'base64'));
  }
  return { [algorithm]: `${joined.digest()}-${parts.length}` };
}
