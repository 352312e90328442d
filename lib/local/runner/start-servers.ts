import { join } from 'node:path';
import { startDynamodb } from '../dynamodb/start-dynamodb.ts';
import type { ServiceManifest } from '../manifest/service-manifest.ts';
import { toS3EventMessage } from '../s3/object-event.ts';
import { startS3Server } from '../s3/start-s3-server.ts';
import { startSqsServer } from '../sqs/start-sqs-server.ts';
import type { ServerEndpoints } from './function-environment.ts';
import type { StartedParts } from './started-parts.ts';

export interface ServerOptions {
  readonly manifest: ServiceManifest;
  readonly dataDirectory: string;
  readonly host: string;
  /** Port of the HTTP API; the servers take the three after it, or any when it is 0. */
  readonly port: number;
}

export interface LocalServers {
  readonly endpoints: ServerEndpoints;
  /** Whether a message or a notification waits for a function, or is with one. */
  isBusy(): Promise<boolean>;
}

/** Starts the servers of S3, SQS and DynamoDB side by side, with all that the manifest declares. */
export const startServers = async (options: ServerOptions, parts: StartedParts): Promise<LocalServers> => {
  const { manifest, dataDirectory, host, port } = options;
  const at = (offset: number) => ({ host, port: port === 0 ? 0 : port + offset });
  const { region } = manifest;
  const startingSqs = parts.add(
    startSqsServer({ directory: join(dataDirectory, 'sqs'), ...at(2), region, queues: manifest.queues }),
    (each) => each.stop(),
  );
  const startingS3 = parts.add(
    startS3Server({
      directory: join(dataDirectory, 's3'),
      ...at(1),
      region,
      buckets: manifest.buckets,
      onObjectEvent: async (event) => {
        const sqs = await startingSqs;
        await sqs.send(
          event.queueArn.split(':').at(-1) ?? '',
          JSON.stringify(toS3EventMessage(event, region)),
        );
      },
    }),
    (each) => each.stop(),
  );
  const startingDynamodb = parts.add(
    startDynamodb({ directory: join(dataDirectory, 'dynamodb'), ...at(3), tables: manifest.tables }),
    (each) => each.stop(),
  );
  await Promise.allSettled([startingSqs, startingS3, startingDynamodb]);
  const [sqs, s3, dynamodb] = await Promise.all([startingSqs, startingS3, startingDynamodb]);
  const listenedTo = manifest.functions
    .flatMap(({ events }) => events.flatMap((event) => (event.kind === 'queue' ? [event.queue] : [])))
    .map((name) => manifest.queues.find((queue) => queue.logicalName === name)?.name ?? name);
  return {
    endpoints: { s3: s3.endpoint, sqs: sqs.endpoint, dynamodb: dynamodb.endpoint },
    isBusy: async () => {
      if (s3.pendingEventCount > 0) return true;
      for (const name of listenedTo) if ((await sqs.countMessages(name)) > 0) return true;
      return false;
    },
  };
};
