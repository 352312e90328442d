import type { QueueNotification } from '../queue-notification.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlElement, xmlText } from '../write-xml.ts';

/** GetBucketNotificationConfiguration. */
export const getBucketNotification: S3Operation = (request, { store }) => {
  const { notifications } = loadBucket(store, request.bucket);
  return documentReply(xmlDocument('NotificationConfiguration', ...notifications.map(writeConfiguration)));
};

function writeConfiguration({ id, queueArn, events, prefix, suffix }: QueueNotification): string {
  const rules = [
    ...(prefix === undefined ? [] : [writeRule('prefix', prefix)]),
    ...(suffix === undefined ? [] : [writeRule('suffix', suffix)]),
  ];
  return xmlElement(
    'QueueConfiguration',
    xmlText('Id', id),
    xmlText('Queue', queueArn),
    ...events.map((event) => xmlText('Event', event)),
    ...(rules.length > 0 ? [xmlElement('Filter', xmlElement('S3Key', ...rules))] : []),
  );
}

function writeRule(name: string, value: string): string {
  return xmlElement('FilterRule', xmlText('Name', name), xmlText('Value', value));
}
