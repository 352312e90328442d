import { queueArn } from '../manifest/find-address.ts';
import type { ServiceManifest } from '../manifest/service-manifest.ts';
import type { S3Server } from '../s3/start-s3-server.ts';

/** Makes sure of all buckets of a manifest, and of the queues that hear of their objects. */
export const createBuckets = async (
  s3: Pick<S3Server, 'createBucket' | 'putNotification'>,
  { buckets, queues, region }: Pick<ServiceManifest, 'buckets' | 'queues' | 'region'>,
): Promise<void> => {
  const nameByQueue = new Map(queues.map((queue) => [queue.logicalName, queue.name]));
  for (const { name, notifications } of buckets) {
    await s3.createBucket(name);
    const rules = notifications.map(({ event, prefix, suffix, queue }, index) => ({
      id: `${queue}-${index}`,
      queueArn: queueArn(region, nameByQueue.get(queue) ?? queue),
      events: [event],
      prefix,
      suffix,
    }));
    await s3.putNotification(name, rules);
  }
};
