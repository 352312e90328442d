import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

/** Who a request says it is from, by which key of which day, over which headers. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** day/region/service/aws4_request */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As in ISO 8601's basic format, 20261121T120000Z. */
  readonly timestamp: string;
  readonly signedAt: number;
  readonly expiresInSeconds?: number;
}

/**
 * Reads the claim of the Authorization header, or of a presigned URL.
 * @throws S3Error AccessDenied, AuthorizationHeaderMalformed, AuthorizationQueryParametersError
 */
export function readSignatureClaim(request: S3Request): SignatureClaim {
  return request.isPresigned ? claimOfQuery(request.query) : claimOfHeaders(request);
}

const longestExpirySeconds = 604_800;
const queryError = 'AuthorizationQueryParametersError';
const headerError = 'AuthorizationHeaderMalformed';

function claimOfQuery(query: URLSearchParams): SignatureClaim {
  const expiresInSeconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!(expiresInSeconds >= 0 && expiresInSeconds <= longestExpirySeconds)) {
    throw new S3Error(queryError, 'X-Amz-Expires must be a number of seconds within a week.');
  }
  const parts = {
    credential: query.get('X-Amz-Credential'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    timestamp: query.get('X-Amz-Date'),
  };
  return { ...assembleClaim(parts, queryError), expiresInSeconds };
}

function claimOfHeaders(request: S3Request): SignatureClaim {
  const authorization = request.headers.authorization ?? '';
  const [scheme, fields = ''] = splitOnce(authorization, ' ');
  if (scheme !== 'AWS4-HMAC-SHA256') throw new S3Error('AccessDenied', 'Access Denied');
  const values = new Map(fields.split(',').map((field) => splitOnce(field.trim(), '=')));
  const parts = {
    credential: values.get('Credential'),
    signedHeaders: values.get('SignedHeaders'),
    signature: values.get('Signature'),
    timestamp: findHeader(request.headers, 'x-amz-date'),
  };
  return assembleClaim(parts, headerError);
}

type ClaimParts = Readonly<
  Record<'credential' | 'signedHeaders' | 'signature' | 'timestamp', string | null | undefined>
>;

function assembleClaim(
  claimed: ClaimParts,
  errorCode: typeof queryError | typeof headerError,
): SignatureClaim {
  const { credential, signedHeaders, signature, timestamp } = claimed;
  if (!credential || !signedHeaders || !signature || !timestamp) {
    throw new S3Error(errorCode, 'The signature is incomplete.');
  }
  const [accessKeyId = '', ...scope] = credential.split('/');
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  const signedAt = parts ? Date.parse(timestamp.replace(parts[0], isoTime(parts))) : Number.NaN;
  if (Number.isNaN(signedAt) || scope.length !== 4 || !timestamp.startsWith(scope[0] ?? '')) {
    throw new S3Error(errorCode, 'The date or the scope of the signature is malformed.');
  }
  return {
    accessKeyId,
    scope: scope.join('/'),
    signedHeaders: signedHeaders.split(';'),
    signature,
    timestamp,
    signedAt,
  };
}

function isoTime([, year, month, day, hour, minute, second]: RegExpExecArray): string {
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
