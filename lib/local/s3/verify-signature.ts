import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { encodeUri, encodeUriPath } from './encode-uri.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import { readSignatureClaim, type SignatureClaim } from './signature-claim.ts';

/** The one key pair that the server knows. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Throws unless the request is signed by the key pair. */
export type SignatureVerifier = (request: S3Request, now: number) => void;

/**
 * Checks the AWS Signature Version 4 of requests, from their headers or from presigned URLs.
 * Source: AWS General Reference, "Create a signed AWS API request".
 * @throws S3Error AccessDenied, InvalidAccessKeyId, RequestTimeTooSkewed, SignatureDoesNotMatch
 */
export function createSignatureVerifier({ accessKeyId, secretAccessKey }: S3Credentials): SignatureVerifier {
  const signingKeyOf = rememberLast((scope) => deriveSigningKey(secretAccessKey, scope));
  return (request, now) => {
    const claim = readSignatureClaim(request);
    if (claim.accessKeyId !== accessKeyId) {
      throw new S3Error(
        'InvalidAccessKeyId',
        'The AWS access key ID you provided does not exist in our records.',
      );
    }
    verifyTime(claim, now);
    verifySignedHeaders(request, claim);
    const expected = createHmac('sha256', signingKeyOf(claim.scope))
      .update(stringToSign(request, claim))
      .digest();
    const given = Buffer.from(claim.signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
    }
  };
}

const allowedSkewMs = 15 * 60 * 1000;

function verifyTime({ signedAt, expiresInSeconds }: SignatureClaim, now: number): void {
  if (expiresInSeconds === undefined) {
    if (Math.abs(now - signedAt) > allowedSkewMs) {
      throw new S3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and now is too large.',
      );
    }
    return;
  }
  if (now > signedAt + expiresInSeconds * 1000) throw new S3Error('AccessDenied', 'Request has expired');
  if (signedAt - now > allowedSkewMs) throw new S3Error('AccessDenied', 'Request is not yet valid');
}

// A header that the signature doesn't cover could have been added on the way: x-amz-copy-source, for one.
function verifySignedHeaders({ headers }: S3Request, { signedHeaders }: SignatureClaim): void {
  const needed = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (needed.some((name) => !signedHeaders.includes(name))) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed');
  }
}

function stringToSign(request: S3Request, claim: SignatureClaim): string {
  const hash = createHash('sha256').update(canonicalRequest(request, claim)).digest('hex');
  return ['AWS4-HMAC-SHA256', claim.timestamp, claim.scope, hash].join('\n');
}

function canonicalRequest(request: S3Request, { signedHeaders }: SignatureClaim): string {
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeUri(name)}=${encodeUri(value)}`)
    .sort(compareCodeUnits)
    .join('&');
  const headers = signedHeaders.map(
    (name) => `${name}:${canonicalHeader(findHeader(request.headers, name) ?? '')}\n`,
  );
  return [
    request.method,
    encodeUriPath(request.path),
    query,
    headers.join(''),
    signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n');
}

// `a=1` sorts before `a-b=1` here as it does in the specification, which compares names first, then values.
function compareCodeUnits(a: string, b: string): number {
  const [nameA, nameB] = [a.slice(0, a.indexOf('=')), b.slice(0, b.indexOf('='))];
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

// Node reads header bytes as Latin-1; clients sign them as UTF-8.
function canonicalHeader(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8').trim().replace(/ +/g, ' ');
}

function deriveSigningKey(secretAccessKey: string, scope: string): KeyObject {
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  return createSecretKey(scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`)));
}

// A scope is a day and a region: one after the other, never many at once.
function rememberLast<Value>(compute: (input: string) => Value): (input: string) => Value {
  let last: { readonly input: string; readonly value: Value } | undefined;
  return (input) => {
    if (last?.input !== input) last = { input, value: compute(input) };
    return last.value;
  };
}
