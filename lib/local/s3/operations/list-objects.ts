import { encodeUriPath } from '../encode-uri.ts';
import { type KeyPage, type ListPosition, listKeys } from '../list-keys.ts';
import type { Bucket } from '../object-index.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlElement, xmlEtag, xmlText } from '../write-xml.ts';

/** ListObjectsV2. */
export const listObjectsV2: S3Operation = (request, { store }) => {
  const bucket = loadBucket(store, request.bucket);
  const { query } = request;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const after = token === null ? keyPosition(startAfter) : decodeToken(token);
  const { page, shared } = listPage(bucket, query, after);
  return documentReply(
    xmlDocument(
      'ListBucketResult',
      ...shared,
      xmlText('KeyCount', page.keys.length + page.commonPrefixes.length),
      ...(token === null ? [] : [xmlText('ContinuationToken', token)]),
      ...(startAfter === null ? [] : [xmlText('StartAfter', keyEncoder(query)(startAfter))]),
      ...(page.next ? [xmlText('NextContinuationToken', encodeToken(page.next))] : []),
    ),
  );
};

/** ListObjects, the first version, which goes on from a key instead of a token. */
export const listObjectsV1: S3Operation = (request, { store }) => {
  const bucket = loadBucket(store, request.bucket);
  const { query } = request;
  const marker = query.get('marker') ?? '';
  const delimiter = query.get('delimiter');
  const isPrefix = delimiter !== null && delimiter !== '' && marker.endsWith(delimiter);
  const after = isPrefix ? ({ kind: 'prefix', value: marker } as const) : keyPosition(marker);
  const { page, shared } = listPage(bucket, query, after);
  const encode = keyEncoder(query);
  return documentReply(
    xmlDocument(
      'ListBucketResult',
      ...shared,
      xmlText('Marker', encode(marker)),
      ...(page.next ? [xmlText('NextMarker', encode(page.next.value))] : []),
    ),
  );
};

const mostKeys = 1000;

interface WrittenPage {
  readonly page: KeyPage;
  /** The elements that both versions have. */
  readonly shared: readonly string[];
}

function listPage(bucket: Bucket, query: URLSearchParams, after: ListPosition | undefined): WrittenPage {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxCount = readMaxKeys(query);
  const page = listKeys(bucket.keys.ascending(), { prefix, delimiter, after, maxCount });
  const encode = keyEncoder(query);
  const shared = [
    xmlText('Name', bucket.name),
    xmlText('Prefix', encode(prefix)),
    ...(delimiter === '' ? [] : [xmlText('Delimiter', encode(delimiter))]),
    xmlText('MaxKeys', maxCount),
    ...(query.get('encoding-type') === 'url' ? [xmlText('EncodingType', 'url')] : []),
    xmlText('IsTruncated', page.next !== undefined),
    ...page.keys.map((key) => writeContents(bucket, key, encode)),
    ...page.commonPrefixes.map((common) => xmlElement('CommonPrefixes', xmlText('Prefix', encode(common)))),
  ];
  return { page, shared };
}

function writeContents(bucket: Bucket, key: string, encode: (key: string) => string): string {
  const object = bucket.objects.get(key);
  if (!object) throw new Error('a listed key has no object');
  return xmlElement(
    'Contents',
    xmlText('Key', encode(key)),
    xmlText('LastModified', new Date(object.modifiedAt).toISOString()),
    xmlEtag(object.etag),
    xmlText('Size', object.sizeBytes),
    xmlText('StorageClass', 'STANDARD'),
  );
}

function readMaxKeys(query: URLSearchParams): number {
  const maxKeys = query.get('max-keys') ?? String(mostKeys);
  if (!/^\d{1,10}$/.test(maxKeys)) {
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  return Math.min(Number(maxKeys), mostKeys);
}

function keyEncoder(query: URLSearchParams): (key: string) => string {
  return query.get('encoding-type') === 'url' ? encodeUriPath : (key) => key;
}

function keyPosition(key: string | null): ListPosition | undefined {
  return key === null || key === '' ? undefined : { kind: 'key', value: key };
}

function encodeToken({ kind, value }: ListPosition): string {
  return Buffer.from(`${kind}:${value}`).toString('base64url');
}

function decodeToken(token: string): ListPosition {
  const match = /^(key|prefix):(.+)$/s.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (!match) throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  return { kind: match[1] === 'key' ? 'key' : 'prefix', value: match[2] ?? '' };
}
