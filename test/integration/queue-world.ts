import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { SqsEventQueue } from '../../lib/adapters/sqs-event-queue.ts';
import { SqsNoticeQueue } from '../../lib/adapters/sqs-notice-queue.ts';
import { SqsQueueWatch, type WatchedQueue } from '../../lib/adapters/sqs-queue-watch.ts';
import { SqsWorkQueue } from '../../lib/adapters/sqs-work-queue.ts';
import type { TreatmentPorts } from '../../lib/doctor/doctor-ports.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { queueArn } from '../../lib/local/manifest/find-address.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { createQueues } from '../../lib/local/runner/create-queues.ts';
import { QueueClient } from '../../lib/local/sources/queue-client.ts';
import { type ReceivedMessage, sqsEvent } from '../../lib/local/sources/sqs-event.ts';
import { startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run, StageKind } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { connectionDocument, datasetDocument, runDocument } from '../unit/engine-documents.ts';
import { manualClock } from '../unit/local-sqs-fixtures.ts';
import { silentLog } from '../unit/notices-fixtures.ts';

/** A function over a queue. */
export type QueueHandler = (event: SQSEvent, context: never) => Promise<SQSBatchResponse>;

/** Those of functions; containers have job queues. */
const workQueues: Readonly<Partial<Record<StageKind, string>>> = {
  validate: 'ValidateQueue',
  import: 'ImportQueue',
  refine: 'RefineQueue',
  group: 'GroupQueue',
  cluster: 'ClusterQueue',
  publish: 'PublishQueue',
};

/** The queues of serverless.yml on a real server, on time that tests set; documents and objects in memory. */
export const queueWorld = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'queue-world-'));
  const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
  const manifest = readServiceManifest(text, { stage: 'dev' });
  const { region } = manifest;
  const { clock, advance } = manualClock();
  const server = await startSqsServer({ directory, clock, region });
  await createQueues(server, manifest);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: server.url, region, credentials });

  const nameOf = (logicalName: string): string =>
    manifest.queues.find((queue) => queue.logicalName === logicalName)?.name ?? logicalName;
  const urlOf = (logicalName: string): string => `${server.url}/000000000000/${nameOf(logicalName)}`;
  const watched: readonly WatchedQueue[] = [
    ...Object.entries(workQueues).map(([kind, name]) => ({ url: urlOf(name), workOf: kind as StageKind })), // its keys
    { url: urlOf('EventQueue'), workOf: 'events' },
    { url: urlOf('NoticeQueue') },
  ];
  const documents = new MemoryDocumentStore();
  const events = new SqsEventQueue(client, urlOf('EventQueue'));
  const ports: TreatmentPorts = {
    documents,
    objects: new MemoryObjectStore(),
    traces: new MemoryTraceStore(documents),
    work: new SqsWorkQueue(client, (kind) => urlOf(workQueues[kind] ?? kind)),
    notices: new SqsNoticeQueue(client, urlOf('NoticeQueue')),
    queues: new SqsQueueWatch(client, watched),
    clock,
    log: silentLog().log,
  };

  const poller = new QueueClient(server.url);
  const { signal } = new AbortController();
  const receive = (queue: string): Promise<readonly ReceivedMessage[]> =>
    poller.receive(urlOf(queue), { maxCount: 10, waitSeconds: 0, groups: 'all', signal });
  /** Does once what an event source mapping does; gives how many messages there were. */
  const deliver = async (queue: string, handler: QueueHandler): Promise<number> => {
    const messages = await receive(queue);
    if (messages.length === 0) return 0;
    const event = sqsEvent(messages, { queueArn: queueArn(region, nameOf(queue)), region });
    // Handlers ask nothing of their context.
    const { batchItemFailures } = await handler(event, {} as never);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId));
    if (done.length > 0)
      await poller.delete(
        urlOf(queue),
        done.map(({ ReceiptHandle }) => ReceiptHandle),
      );
    return messages.length;
  };
  const startRun = async (id: string): Promise<Run> => {
    const template = runDocument({ kind: 'import' });
    const run: Run = {
      ...template,
      id,
      parent: { ...template.parent, id: `parent-of-${id}` },
      output: { dataset: `output-of-${id}`, version: 1 },
      createdAt: clock.now(),
      updatedAt: clock.now(),
    };
    await ports.objects.write(objectKeys.runSpec(run.id), Buffer.from('{}'));
    const connection = {
      kind: 'connection',
      document: connectionDocument(run),
      expectedRevision: 0,
    } as const;
    const dataset = { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 } as const;
    await createRun(ports, run, { writes: [connection, dataset], traces: [] });
    return run;
  };
  return {
    ports,
    events,
    receive,
    deliver,
    advance,
    startRun,
    /** What settings of the AWS SDK make functions talk to these queues. */
    environment: {
      AWS_ENDPOINT_URL_SQS: server.url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    stop: async () => {
      poller.close();
      client.destroy();
      await server.stop();
      rmSync(directory, { recursive: true });
    },
  };
};
