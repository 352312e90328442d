import type { ServerResponse } from 'node:http';
import type { BlobStore } from './blob-store.ts';
import type { S3Reply } from './s3-reply.ts';
import { sendSegments } from './send-segments.ts';

/** Writes a reply to the connection. */
export async function sendReply(outgoing: ServerResponse, reply: S3Reply, blobs: BlobStore): Promise<void> {
  try {
    outgoing.statusCode = reply.status;
    for (const [name, value] of Object.entries(reply.headers ?? {})) outgoing.setHeader(name, value);
    if (outgoing.req.method === 'HEAD') {
      outgoing.end();
    } else if (reply.segments) {
      await sendSegments(outgoing, reply.segments, blobs);
    } else {
      outgoing.end(reply.document);
    }
  } finally {
    await reply.release?.();
  }
}
