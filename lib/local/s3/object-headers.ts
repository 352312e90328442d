import type { IncomingHttpHeaders } from 'node:http';
import { type Checksums, checksumAlgorithms } from './checksums.ts';
import { findHeader } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import type { ObjectAttributes, StoredObject } from './stored-object.ts';

const keptHeaders = ['cache-control', 'content-disposition', 'content-language', 'expires'] as const;
const metadataPrefix = 'x-amz-meta-';
const mostMetadataBytes = 2048;

/**
 * The attributes of an object, from the headers that come with it.
 * @throws S3Error MetadataTooLarge
 */
export function readAttributes(headers: IncomingHttpHeaders): ObjectAttributes {
  return {
    contentType: headers['content-type'] ?? 'application/octet-stream',
    headers: readKeptHeaders(headers),
    metadata: readMetadata(headers),
  };
}

/** The headers that describe an object, whole or a range of it. */
export function objectHeaders(object: StoredObject): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [metadataPrefix + name, value]);
  return {
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
    'content-type': object.contentType,
    'accept-ranges': 'bytes',
    ...object.headers,
    ...Object.fromEntries(metadata),
  };
}

/** The headers that carry an object's or a part's checksums. */
export function checksumHeaders(checksums: Checksums): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const algorithm of checksumAlgorithms) {
    const value = checksums[algorithm];
    if (value === undefined) continue;
    headers[`x-amz-checksum-${algorithm}`] = value;
    headers['x-amz-checksum-type'] = value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT';
  }
  return headers;
}

function readKeptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = findHeader(headers, name);
    if (value !== undefined) kept[name] = value;
  }
  // aws-chunked is how the body travelled, not what it is.
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const encoding = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
  if (encoding !== '') kept['content-encoding'] = encoding;
  return kept;
}

function readMetadata(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.keys(headers)
    .filter((name) => name.startsWith(metadataPrefix))
    .map((name) => [name.slice(metadataPrefix.length), findHeader(headers, name) ?? ''] as const);
  const sizeBytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (sizeBytes > mostMetadataBytes) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  }
  return Object.fromEntries(entries);
}
