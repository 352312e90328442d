import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { encodeUri, encodeUriPath } from './encode-uri.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import { readSignatureClaim, type SignatureClaim } from './signature-claim.ts';

/** The one key pair that the server knows. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Checks the AWS Signature Version 4 of a request, from its headers or from a presigned URL.
 * Source: AWS General Reference, "Create a signed AWS API request".
 * @throws S3Error AccessDenied, InvalidAccessKeyId, RequestTimeTooSkewed, SignatureDoesNotMatch
 */
export function verifySignature(request: S3Request, credentials: S3Credentials, now: number): void {
  const claim = readSignatureClaim(request);
  if (claim.accessKeyId !== credentials.accessKeyId) {
    throw new S3Error(
      'InvalidAccessKeyId',
      'The AWS access key ID you provided does not exist in our records.',
    );
  }
  verifyTime(claim, now);
  verifySignedHeaders(request, claim);
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    claim.timestamp,
    claim.scope,
    createHash('sha256').update(canonicalRequest(request, claim)).digest('hex'),
  ].join('\n');
  const expected = hmac(signingKey(credentials.secretAccessKey, claim.scope), stringToSign);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
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

function signingKey(secretAccessKey: string, scope: string): Buffer {
  return scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
