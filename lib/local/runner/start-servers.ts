import { join } from 'node:path';
import { type Dynamodb, startDynamodb } from '../dynamodb/start-dynamodb.ts';
import { type BusRule, type EventServer, startEventServer } from '../events/start-event-server.ts';
import type { ServiceManifest } from '../manifest/service-manifest.ts';
import { type S3Server, startS3Server } from '../s3/start-s3-server.ts';
import { type SqsServer, startSqsServer } from '../sqs/start-sqs-server.ts';
import { createBuckets } from './create-buckets.ts';
import { createQueues } from './create-queues.ts';
import { endpointOf } from './endpoint-of.ts';
import { localCredentials, type ServerEndpoints } from './function-environment.ts';
import type { LocalLog } from './local-log.ts';
import type { StartedParts } from './started-parts.ts';

export interface ServerOptions {
  readonly manifest: ServiceManifest;
  readonly dataDirectory: string;
  readonly host: string;
  /** Port of the HTTP API; the servers take the four after it, or any when it is 0. */
  readonly port: number;
  readonly log: LocalLog;
}

export interface LocalServers {
  readonly endpoints: ServerEndpoints;
  readonly events: Pick<EventServer, 'putServiceEvents'>;
  /** Whether a queue has yet to hear of an object. */
  hasPendingEvents(): boolean;
}

/** Starts the servers of S3, SQS, DynamoDB and the event buses side by side, with all that the manifest declares. */
export const startServers = async (options: ServerOptions, parts: StartedParts): Promise<LocalServers> => {
  const startingSqs = parts.add(startSqs(options), (sqs) => sqs.stop());
  const startingDynamodb = parts.add(startTables(options), (dynamodb) => dynamodb.stop());
  const startingS3 = parts.add(startS3(options, startingSqs), (s3) => s3.stop());
  const startingEvents = parts.add(startEvents(options, startingSqs), (events) => events.stop());
  const [sqs, dynamodb, s3, events] = await Promise.all([
    startingSqs,
    startingDynamodb,
    startingS3,
    startingEvents,
  ]);
  return {
    endpoints: {
      s3: endpointOf(options.host, s3.port),
      sqs: endpointOf(options.host, sqs.port),
      dynamodb: dynamodb.url,
      events: endpointOf(options.host, events.port),
    },
    events,
    hasPendingEvents: () => s3.pendingEventCount() > 0,
  };
};

const startSqs = async ({ manifest, dataDirectory, host, port, log }: ServerOptions): Promise<SqsServer> => {
  const sqs = await startSqsServer({
    directory: join(dataDirectory, 'sqs'),
    host,
    port: portAfter(port, 2),
    region: manifest.region,
    onError: (error) =>
      log.write('cloud', 'ERROR', { message: 'the queue server failed', error: String(error) }),
  });
  await createQueues(sqs, manifest);
  return sqs;
};

const startS3 = async (
  { manifest, dataDirectory, host, port, log }: ServerOptions,
  startingSqs: Promise<SqsServer>,
): Promise<S3Server> => {
  const s3 = await startS3Server({
    directory: join(dataDirectory, 's3'),
    host,
    port: portAfter(port, 1),
    region: manifest.region,
    credentials: localCredentials,
    onObjectEvent: async (_, { queueArn: arn }, message) => {
      const sqs = await startingSqs;
      await sqs.send(arn.slice(arn.lastIndexOf(':') + 1), JSON.stringify(message));
    },
    onError: (error) =>
      log.write('cloud', 'ERROR', { message: 'the object server failed', error: String(error) }),
  });
  await createBuckets(s3, manifest);
  return s3;
};

const startTables = async ({ manifest, dataDirectory, port, log }: ServerOptions): Promise<Dynamodb> => {
  const dynamodb = await startDynamodb({
    directory: join(dataDirectory, 'dynamodb'),
    port: portAfter(port, 3),
    tables: manifest.tables,
  });
  dynamodb.onExit((reason) => log.write('cloud', 'ERROR', { message: 'the table server ended', reason }));
  return dynamodb;
};

const startEvents = (
  { manifest, dataDirectory, host, port, log }: ServerOptions,
  startingSqs: Promise<SqsServer>,
): Promise<EventServer> =>
  startEventServer({
    directory: join(dataDirectory, 'events'),
    buses: manifest.eventBuses.map(({ name }) => name),
    rules: rulesOf(manifest, startingSqs),
    host,
    port: portAfter(port, 4),
    region: manifest.region,
    onError: (error) =>
      log.write('cloud', 'ERROR', { message: 'the event server failed', error: String(error) }),
  });

const rulesOf = (
  { eventRules, queues }: ServiceManifest,
  startingSqs: Promise<SqsServer>,
): readonly BusRule[] => {
  const nameByQueue = new Map(queues.map((queue) => [queue.logicalName, queue.name]));
  return eventRules.flatMap(({ bus, pattern, queues: targets }) =>
    targets.map((queue) => ({
      bus,
      pattern,
      deliver: async (event) =>
        (await startingSqs).send(nameByQueue.get(queue) ?? queue, JSON.stringify(event)),
    })),
  );
};

/** The port of a server, from that of the HTTP API; any when that is 0. */
export const portAfter = (port: number, offset: number): number => (port === 0 ? 0 : port + offset);
