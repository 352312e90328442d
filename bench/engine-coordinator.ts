import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDocumentStore } from '../lib/adapters/dynamo-document-store.ts';
import { SqsWorkQueue } from '../lib/adapters/sqs-work-queue.ts';
import { systemClock } from '../lib/adapters/system-clock.ts';
import { type CoordinatorPorts, coordinate } from '../lib/engine/coordinate.ts';
import { createRun } from '../lib/engine/create-run.ts';
import { newRun } from '../lib/engine/new-run.ts';
import { emptyResult } from '../lib/engine/stage-result.ts';
import { startDynamodb } from '../lib/local/dynamodb/start-dynamodb.ts';
import { readServiceManifest } from '../lib/local/manifest/read-service-manifest.ts';
import { localCredentials, localParams } from '../lib/local/runner/function-environment.ts';
import { startSqsServer } from '../lib/local/sqs/start-sqs-server.ts';
import type { RunEvent } from '../lib/model/run.ts';
import { MemoryDocumentStore } from '../lib/ports/memory/memory-document-store.ts';
import type { Row } from './row.ts';
import { spreadOf } from './spread.ts';

const shardCount = 1000;
/** As the queue gives them to the function. */
const eventsPerBatch = 10;
const rounds = 5;
const serviceFile = new URL('../serverless.yml', import.meta.url);

/** What keeping account of 1,000 shards costs, without their work: in memory, and with the local table and queues. */
export async function* benchCoordinator(directory: string): AsyncIterable<Row> {
  let sendCount = 0;
  const memory = await measureRounds(() => ({
    ...portsOf(new MemoryDocumentStore(), { send: async () => void sendCount++ }),
  }));
  yield {
    what: 'coordinator, 1,000 shards: in memory',
    value: memory.median,
    unit: 'ms',
    note: memory.range,
  };

  const servers = await startServers(directory);
  try {
    const served = await measureRounds(() => portsOf(servers.documents, servers.work));
    const note = `${served.range}; ${(served.median / memory.median).toFixed(0)} × memory`;
    yield { what: 'coordinator, 1,000 shards: table and queue', value: served.median, unit: 'ms', note };
    for (const [what, count] of Object.entries(servers.requestCounts()))
      yield { what: `coordinator, 1,000 shards: ${what}`, value: count / (rounds + 1), unit: 'requests' };
  } finally {
    await servers.stop();
  }
}

const portsOf = (
  documents: CoordinatorPorts['documents'],
  work: CoordinatorPorts['work'],
): CoordinatorPorts => ({
  documents,
  work,
  clock: systemClock,
  log: { info: () => {}, warn: () => {}, error: () => {} },
});

/** Milliseconds of one run's events, after a run to warm up. */
const measureRounds = async (open: () => CoordinatorPorts) => {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) times.push(await timeRun(open(), `run-${round}`));
  return spreadOf(times.slice(1));
};

const timeRun = async (ports: CoordinatorPorts, id: string): Promise<number> => {
  const parent = { kind: 'task', id: 'task', name: 'task' } as const;
  const output = { dataset: 'output', version: 1 };
  const facts = {
    kind: 'refine',
    mode: 'strict',
    publish: true,
    workspace: 'default',
    user: 'bench',
  } as const;
  const run = newRun({ id, ...facts, parent, output, createdAt: Date.now() });
  await createRun(ports, run, { writes: [], traces: [] });
  const base = { runId: id, stage: 0, attempt: 1 };
  const events: readonly RunEvent[] = Array.from({ length: shardCount }, (_, shard) => ({
    ...base,
    type: 'shard-succeeded',
    shard,
    result: { ...emptyResult, recordCount: 1 },
  }));
  const startedAt = performance.now();
  await apply(ports, [{ ...base, type: 'stage-planned', shardCount }]);
  for (let first = 0; first < shardCount; first += eventsPerBatch)
    await apply(ports, events.slice(first, first + eventsPerBatch));
  return performance.now() - startedAt;
};

const apply = async (ports: CoordinatorPorts, events: readonly RunEvent[]): Promise<void> => {
  const { failed } = await coordinate(ports, events, new Set(events));
  if (failed.length > 0) throw new Error('the coordinator could not apply its events');
};

/** The local cloud's table and one of its queues, without functions that would take the messages. */
const startServers = async (directory: string) => {
  const folder = await mkdtemp(join(directory, 'coordinator-'));
  const { region, tables } = readServiceManifest(await readFile(serviceFile, 'utf8'), {
    stage: 'local',
    params: localParams(),
  });
  const dynamodb = await startDynamodb({ directory: join(folder, 'dynamodb'), tables });
  const sqs = await startSqsServer({ directory: join(folder, 'sqs') });
  const queueUrl = await sqs.createQueue('Work', {});
  const settings = { region, credentials: localCredentials };
  const clients = {
    table: new DynamoDBClient({ ...settings, endpoint: dynamodb.url }),
    queue: new SQSClient({ ...settings, endpoint: sqs.url }),
  };
  const counts = { 'reads of the table': 0, 'commits to the table': 0, 'sends to the queue': 0 };
  clients.table.middlewareStack.add((next, { commandName }) => (args) => {
    counts[commandName?.startsWith('Get') ? 'reads of the table' : 'commits to the table']++;
    return next(args);
  });
  clients.queue.middlewareStack.add((next) => (args) => {
    counts['sends to the queue']++;
    return next(args);
  });
  return {
    documents: new DynamoDocumentStore(clients.table, tables[0]?.name ?? ''),
    work: new SqsWorkQueue(clients.queue, () => queueUrl),
    requestCounts: () => counts,
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([dynamodb.stop(), sqs.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
