import { createHash, type Hash } from 'node:crypto';
import {
  type Checksum,
  type ChecksumAlgorithm,
  type Checksums,
  checksumAlgorithms,
  createChecksum,
} from './checksums.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

/** What is known of a payload that arrived whole and right. */
export interface PayloadDigests {
  readonly sizeBytes: number;
  /** In hexadecimal. */
  readonly md5: string;
  /** Those that the client sent, and thus were checked. */
  readonly checksums: Checksums;
}

/** Follows a payload and checks it against everything that its client promised about it. */
export class PayloadVerifier {
  readonly #request: S3Request;
  readonly #md5 = createHash('md5');
  readonly #sha256: Hash | undefined;
  readonly #checksums: readonly (readonly [ChecksumAlgorithm, Checksum])[];
  #sizeBytes = 0;

  constructor(request: S3Request) {
    this.#request = request;
    this.#sha256 = /^[0-9a-f]{64}$/.test(request.payloadHash) ? createHash('sha256') : undefined;
    this.#checksums = checksumAlgorithms
      .filter((algorithm) => isPromised(request, `x-amz-checksum-${algorithm}`))
      .map((algorithm) => [algorithm, createChecksum(algorithm)] as const);
  }

  update(bytes: Buffer): void {
    this.#sizeBytes += bytes.length;
    this.#md5.update(bytes);
    this.#sha256?.update(bytes);
    for (const [, checksum] of this.#checksums) checksum.update(bytes);
  }

  /** @throws S3Error IncompleteBody, BadDigest, XAmzContentSHA256Mismatch, MalformedTrailerError */
  finish(trailers: ReadonlyMap<string, string>): PayloadDigests {
    this.#checkSize();
    const md5 = this.#md5.digest();
    const contentMd5 = findHeader(this.#request.headers, 'content-md5');
    if (contentMd5 !== undefined && contentMd5 !== md5.toString('base64')) throw badDigest('Content-MD5');
    if (this.#sha256 && this.#sha256.digest('hex') !== this.#request.payloadHash) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const checksums = this.#checksums.map(([algorithm, checksum]) => {
      return [algorithm, this.#check(algorithm, checksum.digest(), trailers)] as const;
    });
    return { sizeBytes: this.#sizeBytes, md5: md5.toString('hex'), checksums: Object.fromEntries(checksums) };
  }

  #checkSize(): void {
    const { headers } = this.#request;
    const promised = findHeader(headers, 'x-amz-decoded-content-length') ?? headers['content-length'];
    if (promised !== undefined && Number(promised) !== this.#sizeBytes) {
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
      );
    }
  }

  #check(algorithm: ChecksumAlgorithm, actual: string, trailers: ReadonlyMap<string, string>): string {
    const name = `x-amz-checksum-${algorithm}`;
    const promised = findHeader(this.#request.headers, name) ?? trailers.get(name);
    if (promised === undefined) {
      throw new S3Error(
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed.',
      );
    }
    if (promised !== actual) throw badDigest(algorithm.toUpperCase());
    return actual;
  }
}

function isPromised({ headers }: S3Request, name: string): boolean {
  const trailers = findHeader(headers, 'x-amz-trailer')?.split(',') ?? [];
  return headers[name] !== undefined || trailers.some((trailer) => trailer.trim().toLowerCase() === name);
}

function badDigest(name: string): S3Error {
  return new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}
