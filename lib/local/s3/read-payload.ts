import { AwsChunkedDecoder } from './aws-chunked-decoder.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { type PayloadDigests, PayloadVerifier } from './payload-verifier.ts';
import { S3Error } from './s3-error.ts';

/** Takes the next bytes of a payload; what it returns is waited for, so that it can hold the sender back. */
export type PayloadSink = (bytes: Buffer) => Promise<void> | undefined;

const largestPayloadBytes = 5 * 1024 ** 3;

/**
 * Streams the payload of a request into a sink, decoded, and checks it.
 * @throws S3Error MissingContentLength, EntityTooLarge and those of decoding and checking
 */
export async function readPayload(request: S3Request, sink: PayloadSink): Promise<PayloadDigests> {
  checkLength(request);
  const verifier = new PayloadVerifier(request);
  const decoder = isAwsChunked(request) ? new AwsChunkedDecoder() : undefined;
  for await (const bytes of request.chunks()) {
    for (const payload of decoder?.decode(bytes) ?? [bytes]) {
      verifier.update(payload);
      const pressure = sink(payload);
      if (pressure !== undefined) await pressure;
    }
  }
  decoder?.end();
  return verifier.finish(decoder?.trailers ?? new Map());
}

const largestDocumentBytes = 8 * 1024 ** 2;

/**
 * The text of a small payload, checked.
 * @throws S3Error as readPayload, and MalformedXML when it is too long to be a request document
 */
export async function readTextPayload(request: S3Request): Promise<string> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  await readPayload(request, (bytes) => {
    sizeBytes += bytes.length;
    if (sizeBytes > largestDocumentBytes)
      throw new S3Error('MalformedXML', 'The request document is too long.');
    pieces.push(bytes);
    return undefined;
  });
  return Buffer.concat(pieces).toString('utf8');
}

function isAwsChunked({ headers, payloadHash }: S3Request): boolean {
  return payloadHash.startsWith('STREAMING-') || /\baws-chunked\b/.test(headers['content-encoding'] ?? '');
}

function checkLength({ headers }: S3Request): void {
  const decodedLength = findHeader(headers, 'x-amz-decoded-content-length');
  const length = decodedLength ?? headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] !== undefined) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (Number(length ?? 0) > largestPayloadBytes) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }
}
