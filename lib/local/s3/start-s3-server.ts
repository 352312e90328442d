import { createServer, type Server } from 'node:http';
import { handleRequest, type S3Service } from './handle-request.ts';
import { type ObjectEvent, type S3EventMessage, toS3EventMessage } from './object-event.ts';
import type { QueueNotification } from './queue-notification.ts';
import { S3Store } from './s3-store.ts';
import { createSignatureVerifier, type S3Credentials } from './verify-signature.ts';

export interface S3ServerOptions {
  /** Where buckets and objects are kept; one server at a time. */
  readonly directory: string;
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  readonly host?: string;
  readonly region?: string;
  readonly credentials: S3Credentials;
  /** Brings an event to a queue; an event is brought again, also after a restart, until this resolves. */
  readonly onObjectEvent?: (
    bucket: string,
    rule: Pick<QueueNotification, 'id' | 'queueArn'>,
    message: S3EventMessage,
  ) => Promise<void>;
  /** Told of failures that are the server's own: a full disk, for one. */
  readonly onError?: (error: unknown) => void;
  /** Whether answers wait for the disk, and so hold through a loss of power too. Off by default. */
  readonly fsync?: boolean;
}

/** A running server. */
export interface S3Server {
  readonly url: string;
  readonly port: number;
  /** Creates a bucket unless it is there. */
  createBucket(name: string): Promise<void>;
  /** Replaces the notification rules of a bucket. */
  putNotification(bucket: string, notifications: readonly QueueNotification[]): Promise<void>;
  /** The events that no queue has taken yet. */
  pendingEventCount(): number;
  stop(): Promise<void>;
}

/** Starts a server that speaks S3 over HTTP, with its state in a directory; it comes up as the last one went down. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { credentials, directory, region = 'us-east-1', onError = () => undefined, fsync = false } = options;
  const store = new S3Store({ directory, fsync, deliver: delivererOf(options, region) });
  store.cleared.catch(onError);
  const server = createS3HttpServer({
    store,
    region,
    verifySignature: createSignatureVerifier(credentials),
    onError,
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port ?? 0, host).catch(async (error) => {
    await store.close();
    throw error;
  });
  return {
    url: `http://${host}:${port}`,
    port,
    createBucket: async (bucket) => {
      if (!store.index.buckets.has(bucket))
        await store.commit({ op: 'bucket-created', bucket, at: Date.now() });
    },
    putNotification: async (bucket, notifications) => {
      await store.commit({ op: 'notifications-set', bucket, notifications });
    },
    pendingEventCount: () => store.index.pendingEvents.size,
    stop: async () => {
      await close(server);
      await store.close();
    },
  };
}

function delivererOf({ onObjectEvent }: S3ServerOptions, region: string) {
  if (!onObjectEvent) return undefined;
  return ({ configurationId, ...event }: ObjectEvent): Promise<void> => {
    const message = toS3EventMessage({ ...event, configurationId }, region);
    return onObjectEvent(event.bucket, { id: configurationId, queueArn: event.queueArn }, message);
  };
}

const streamBytes = 256 * 1024;
const keepAliveMs = 65_000;

function createS3HttpServer(service: S3Service): Server {
  const server = createServer({
    highWaterMark: streamBytes,
    keepAliveTimeout: keepAliveMs,
    requestTimeout: 0,
  });
  server.on('request', (incoming, outgoing) => void handleRequest(incoming, outgoing, service));
  // Without this Node itself would ask for the body, before anyone has looked at the head.
  server.on('checkContinue', (incoming, outgoing) => void handleRequest(incoming, outgoing, service));
  return server;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
