import { setTimeout as delay } from 'node:timers/promises';
import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { mapConcurrently } from '../engine/map-concurrently.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { serviceCall } from './service-call.ts';

const batchSize = 10;
const tries = 5;

type Entry = Omit<SendMessageBatchRequestEntry, 'Id'>;

/**
 * Sends messages in batches, at most `concurrency` at a time, and again those that SQS could not take.
 * @throws SluiceError ModelArts.72020092 when some are not taken in the end
 */
export const sendAll = async (
  client: SQSClient,
  queueUrl: string,
  { entries, concurrency }: { readonly entries: readonly Entry[]; readonly concurrency: number },
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(entries.length / batchSize) }, (_, index) =>
    entries.slice(index * batchSize, (index + 1) * batchSize),
  );
  await mapConcurrently(batches, concurrency, (batch) => sendBatch(client, queueUrl, batch));
};

const sendBatch = async (client: SQSClient, QueueUrl: string, batch: readonly Entry[]): Promise<void> => {
  let left = batch.map((entry, index) => ({ ...entry, Id: String(index) }));
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await delay(50 * 2 ** attempt * (1 + Math.random()));
    const send = new SendMessageBatchCommand({ QueueUrl, Entries: left });
    const { Failed = [] } = await serviceCall('queue', client.send(send));
    const failed = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => failed.has(Id));
    if (left.length === 0) return;
    if (Failed.some(({ SenderFault }) => SenderFault === true)) break; // it would be refused again
  }
  throw new SluiceError('ModelArts.72020092', {
    service: 'queue',
    reason: `${left.length} messages were refused`,
  });
};
