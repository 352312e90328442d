import { queueArn } from '../manifest/find-address.ts';
import type { QueueDefinition, ServiceManifest } from '../manifest/service-manifest.ts';
import type { SqsServer } from '../sqs/start-sqs-server.ts';

/** Makes sure of all queues of a manifest; of dead letters before the queues that they come from. */
export const createQueues = async (
  { createQueue }: Pick<SqsServer, 'createQueue'>,
  { queues, region }: Pick<ServiceManifest, 'queues' | 'region'>,
): Promise<void> => {
  const queueByName = new Map(queues.map((queue) => [queue.logicalName, queue]));
  const created = new Set<QueueDefinition>();
  const create = async (queue: QueueDefinition): Promise<void> => {
    if (created.has(queue)) return;
    created.add(queue);
    const deadLetters = queueByName.get(queue.redrive?.deadLetterQueue ?? '');
    if (deadLetters !== undefined) await create(deadLetters);
    await createQueue(queue.name, {
      ...settingsOf(queue),
      RedrivePolicy:
        deadLetters === undefined ? '' : redrivePolicy(queue, queueArn(region, deadLetters.name)),
    });
  };
  for (const queue of queues) await create(queue);
};

/** As the protocol spells them. Only FIFO queues have the attributes of FIFO queues. */
const settingsOf = (queue: QueueDefinition): Readonly<Record<string, string>> => ({
  VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
  DelaySeconds: String(queue.delaySeconds),
  MessageRetentionPeriod: String(queue.retentionSeconds),
  ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitSeconds),
  MaximumMessageSize: String(queue.maximumMessageBytes),
  ...(queue.isFifo
    ? { FifoQueue: 'true', ContentBasedDeduplication: String(queue.deduplicatesByContent) }
    : {}),
});

const redrivePolicy = (queue: QueueDefinition, deadLetterTargetArn: string): string =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount: queue.redrive?.maxReceiveCount });
