import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { S3Error } from './s3-error.ts';

/** What a client asks for. */
export interface S3Request {
  readonly id: string;
  readonly method: string;
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for a bucket. */
  readonly key: string;
  /** The decoded path of the URL, with its leading slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly isPresigned: boolean;
  /** A SHA-256 in hexadecimal, UNSIGNED-PAYLOAD, or one of the STREAMING-… schemes. */
  readonly payloadHash: string;
  /** The body as it comes; a client that waits for permission to send gets it with the first call. */
  chunks(): AsyncIterable<Buffer>;
}

const longestKeyBytes = 1024;
const unsupportedHeader =
  /^x-amz-(tagging$|object-lock|website-redirect|server-side-encryption-customer|bypass-gov|write-offset)/;

/**
 * Parses the head of a request; addressing is by path (`/bucket/key`).
 * @throws S3Error InvalidURI, KeyTooLongError, InvalidRequest, NotImplemented
 */
export function parseRequest(incoming: IncomingMessage, outgoing: ServerResponse, id: string): S3Request {
  const { method = 'GET', headers, url = '/' } = incoming;
  const queryStart = url.indexOf('?');
  // Not through URL: it would fold the dot segments that are legal in keys.
  const path = decodePath(queryStart < 0 ? url : url.slice(0, queryStart));
  const query = new URLSearchParams(queryStart < 0 ? '' : url.slice(queryStart + 1));
  const isPresigned = query.has('X-Amz-Signature');
  const slash = path.indexOf('/', 1);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  if (Buffer.byteLength(key) > longestKeyBytes) throw new S3Error('KeyTooLongError', 'Your key is too long');
  refuseUnsupported(headers);
  return {
    id,
    method,
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key,
    path,
    query,
    headers,
    isPresigned,
    payloadHash: payloadHashOf(headers, query, isPresigned),
    chunks: () => openBody(incoming, outgoing),
  };
}

/** The header, the first of them if it was sent several times. */
export function findHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
}

// Storing an object without its lock or its key of encryption would be a silent loss.
function refuseUnsupported(headers: IncomingHttpHeaders): void {
  const header = Object.keys(headers).find((name) => unsupportedHeader.test(name));
  if (header !== undefined) throw new S3Error('NotImplemented', `The header ${header} is not implemented.`);
}

function payloadHashOf(headers: IncomingHttpHeaders, query: URLSearchParams, isPresigned: boolean): string {
  const hash = isPresigned
    ? (query.get('X-Amz-Content-Sha256') ?? findHeader(headers, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD')
    : (findHeader(headers, 'x-amz-content-sha256') ?? '');
  return hash;
}

async function* openBody(incoming: IncomingMessage, outgoing: ServerResponse): AsyncGenerator<Buffer> {
  if (incoming.headers.expect !== undefined) outgoing.writeContinue();
  yield* incoming;
}
