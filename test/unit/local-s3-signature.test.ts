import { describe, expect, it } from 'vitest';
import type { S3Request } from '../../lib/local/s3/parse-request.ts';
import { createSignatureVerifier } from '../../lib/local/s3/verify-signature.ts';

// The worked examples of the S3 API reference: "Signature calculations for the Authorization header" and "query parameters".
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const verify = createSignatureVerifier(credentials);
const now = Date.UTC(2013, 4, 24);
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const request = (changes: Partial<S3Request> = {}): S3Request => ({
  id: 'id',
  method: 'GET',
  bucket: '',
  key: '',
  path: '/test.txt',
  query: new URLSearchParams(),
  isPresigned: false,
  payloadHash: emptyHash,
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': emptyHash,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  chunks: async function* () {},
  ...changes,
});

const presigned = (changes: Readonly<Record<string, string>> = {}): S3Request =>
  request({
    isPresigned: true,
    payloadHash: 'UNSIGNED-PAYLOAD',
    headers: { host: 'examplebucket.s3.amazonaws.com' },
    query: new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
      ...changes,
    }),
  });

const hour = 3_600_000;

describe('a signature', () => {
  it('of the published examples is right', () => {
    expect(() => verify(request(), now)).not.toThrow();
    expect(() => verify(presigned(), now + 23 * hour)).not.toThrow();
    const list = request({
      path: '/',
      query: new URLSearchParams('max-keys=2&prefix=J'),
      headers: {
        ...request().headers,
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      },
    });
    expect(() => verify(list, now)).not.toThrow();
  });

  it.each([
    ['another method', request({ method: 'DELETE' })],
    ['another path', request({ path: '/test.txt2' })],
    ['another query', request({ query: new URLSearchParams('acl') })],
    ['another payload', request({ payloadHash: 'UNSIGNED-PAYLOAD' })],
    ['another value of a signed header', request({ headers: { ...request().headers, range: 'bytes=0-99' } })],
    ['a longer life', presigned({ 'X-Amz-Expires': '604800' })],
  ])('is wrong for %s', (_, changed) => {
    expect(() => verify(changed, now)).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
  });

  it('must cover every header that S3 acts on', () => {
    const added = request({ headers: { ...request().headers, 'x-amz-copy-source': '/other/object' } });
    expect(() => verify(added, now)).toThrow(expect.objectContaining({ code: 'AccessDenied' }));
  });

  it('holds for a while only', () => {
    expect(() => verify(request(), now + hour)).toThrow(
      expect.objectContaining({ code: 'RequestTimeTooSkewed' }),
    );
    expect(() => verify(presigned(), now + 25 * hour)).toThrow('Request has expired');
    expect(() => verify(presigned(), now - hour)).toThrow('Request is not yet valid');
  });

  it.each([
    ['no authorization', request({ headers: { host: 'x' } }), 'AccessDenied'],
    [
      'another scheme',
      request({ headers: { ...request().headers, authorization: 'Basic abc' } }),
      'AccessDenied',
    ],
    [
      'a torn header',
      request({ headers: { ...request().headers, authorization: 'AWS4-HMAC-SHA256 Credential=a' } }),
      'AuthorizationHeaderMalformed',
    ],
    ['an endless life', presigned({ 'X-Amz-Expires': '604801' }), 'AuthorizationQueryParametersError'],
    ['a date that is none', presigned({ 'X-Amz-Date': 'today' }), 'AuthorizationQueryParametersError'],
    [
      'a stranger',
      presigned({ 'X-Amz-Credential': 'X/20130524/us-east-1/s3/aws4_request' }),
      'InvalidAccessKeyId',
    ],
  ])('is refused for %s', (_, malformed, code) => {
    expect(() => verify(malformed, now)).toThrow(expect.objectContaining({ code }));
  });
});
