import { randomUUID } from 'node:crypto';
import type { QueueNotification } from '../queue-notification.ts';
import { readTextPayload } from '../read-payload.ts';
import { childrenOf, findText, readXml, type XmlElement } from '../read-xml.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { emptyReply } from '../s3-reply.ts';

/** PutBucketNotificationConfiguration, for queues: nothing here could play another destination. */
export const putBucketNotification: S3Operation = async (request, { store }) => {
  const notifications = parseNotifications(await readTextPayload(request));
  const { name } = loadBucket(store, request.bucket);
  await store.commit({ op: 'notifications-set', bucket: name, notifications });
  return emptyReply(200);
};

/**
 * The rules of a NotificationConfiguration document.
 * @throws S3Error MalformedXML, InvalidArgument, NotImplemented
 */
export function parseNotifications(document: string): QueueNotification[] {
  const notifications = readXml(document).children.map((configuration) => {
    if (configuration.name === 'QueueConfiguration') return parseQueueConfiguration(configuration);
    throw new S3Error('NotImplemented', `A ${configuration.name} is not implemented: only queues are.`);
  });
  if (new Set(notifications.map(({ id }) => id)).size < notifications.length) {
    throw new S3Error('InvalidArgument', 'Same ID used for multiple configurations. IDs must be unique');
  }
  return notifications;
}

function parseQueueConfiguration(configuration: XmlElement): QueueNotification {
  const queueArn = findText(configuration, 'Queue') ?? '';
  const events = childrenOf(configuration, 'Event').map(({ text }) => text);
  if (!queueArn.startsWith('arn:')) throw new S3Error('InvalidArgument', 'The ARN is not well formed');
  if (events.length === 0 || !events.every((event) => /^s3:\w+:(\*|\w+)$/.test(event))) {
    throw new S3Error('InvalidArgument', 'The event is not supported for notifications');
  }
  const id = findText(configuration, 'Id') || randomUUID();
  return { id, queueArn, events, ...parseFilter(configuration) };
}

function parseFilter(configuration: XmlElement): { prefix?: string; suffix?: string } {
  const keys = childrenOf(configuration, 'Filter').flatMap((filter) => childrenOf(filter, 'S3Key'));
  const filter: { prefix?: string; suffix?: string } = {};
  for (const rule of keys.flatMap((key) => childrenOf(key, 'FilterRule'))) {
    const name = findText(rule, 'Name')?.toLowerCase();
    if ((name !== 'prefix' && name !== 'suffix') || filter[name] !== undefined) {
      throw new S3Error('InvalidArgument', 'filter rule name must be either prefix or suffix, each once');
    }
    filter[name] = findText(rule, 'Value') ?? '';
  }
  return filter;
}
