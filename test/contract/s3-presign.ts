import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Subject } from './s3-subject.ts';

interface PresignRequest {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  readonly expiresInSeconds: number;
  readonly signedAt?: Date;
  readonly headers?: Readonly<Record<string, string>>;
}

interface HttpRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A URL that lets whoever has it read or write one object, signed by the client's own signer. */
export async function presign({ s3, bucket, endpoint }: S3Subject, request: PresignRequest): Promise<string> {
  const { protocol, hostname, port, host } = new URL(endpoint.url);
  const unsigned: HttpRequest = {
    method: request.method,
    protocol,
    hostname,
    port: Number(port),
    path: `/${bucket}/${request.key.split('/').map(encodeURIComponent).join('/')}`,
    query: {},
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...request.headers },
  };
  const signer = await loadSigner(s3);
  const signed = await signer.presign(unsigned, {
    expiresIn: request.expiresInSeconds,
    signingDate: request.signedAt ?? new Date(),
    unhoistableHeaders: new Set(Object.keys(request.headers ?? {})),
  });
  return `${protocol}//${host}${signed.path}?${new URLSearchParams(signed.query).toString().replaceAll('+', '%20')}`;
}

interface Presigner {
  presign(
    request: HttpRequest,
    options: { expiresIn: number; signingDate: Date; unhoistableHeaders: Set<string> },
  ): Promise<HttpRequest>;
}

async function loadSigner(s3: S3Client): Promise<Presigner> {
  const signingRegion = await s3.config.region();
  const signer = await s3.config.signer({ name: 'sigv4', signingName: 's3', signingRegion, properties: {} });
  // The client's type hides it, but every S3 signer can presign: the SDK's own presigner relies on that.
  return signer as unknown as Presigner;
}
