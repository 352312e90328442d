import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseRequest } from './parse-request.ts';
import { findOperation } from './routes.ts';
import { S3Error } from './s3-error.ts';
import type { S3Context } from './s3-operation.ts';
import { documentReply, type S3Reply } from './s3-reply.ts';
import { sendReply } from './send-reply.ts';
import type { SignatureVerifier } from './verify-signature.ts';
import { xmlElement, xmlText } from './write-xml.ts';

/** What requests are handled with. */
export interface S3Service extends S3Context {
  readonly verifySignature: SignatureVerifier;
  /** Told of failures that are the server's own. */
  readonly onError: (error: unknown) => void;
}

/** Answers one request, whatever it is. */
export async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  service: S3Service,
): Promise<void> {
  const id = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  outgoing.setHeader('x-amz-request-id', id);
  try {
    const request = parseRequest(incoming, outgoing, id);
    service.verifySignature(request, Date.now());
    const reply = await findOperation(request)(request, service);
    await sendReply(outgoing, reply, service.store.blobs);
  } catch (error) {
    // Whoever has hung up gets no answer, and it isn't our failure.
    if (incoming.destroyed && !incoming.complete) return;
    if (!(error instanceof S3Error) && !outgoing.destroyed) service.onError(error);
    await sendError(incoming, outgoing, { error: toS3Error(error), id, service });
  }
}

interface Failure {
  readonly error: S3Error;
  readonly id: string;
  readonly service: S3Service;
}

async function sendError(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { error, id, service }: Failure,
): Promise<void> {
  // With a part of the bytes sent, breaking off is the only way to say that they are not all.
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  // Refused before its body was asked for: whether the client sends it now isn't known, so neither is where it ends.
  if (incoming.headers.expect !== undefined && !incoming.complete) outgoing.setHeader('connection', 'close');
  await sendReply(outgoing, errorReply(error, id, incoming.url ?? '/'), service.store.blobs);
}

function errorReply(error: S3Error, id: string, url: string): S3Reply {
  const fields = Object.entries(error.fields).map(([name, value]) => xmlText(name, value));
  const document = xmlElement(
    'Error',
    xmlText('Code', error.code),
    xmlText('Message', error.message),
    ...fields,
    xmlText('Resource', url.split('?')[0] ?? ''),
    xmlText('RequestId', id),
  );
  return { ...documentReply(`<?xml version="1.0" encoding="UTF-8"?>\n${document}`), status: error.status };
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.');
}
