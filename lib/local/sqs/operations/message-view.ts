import { createHash } from 'node:crypto';
import { attributesMd5, type MessageAttributes } from '../message-attributes.ts';
import type { QueueMessage } from '../queue-message.ts';
import { receiptHandleOf } from '../receipt-handle.ts';

/** Which of a message's attributes a receiver wants to see. */
export interface WantedAttributes {
  readonly systemNames: readonly string[];
  readonly names: readonly string[];
}

/** A received message as its receiver sees it. */
export const messageView = (message: QueueMessage, wanted: WantedAttributes) => {
  const attributes = wantedMessageAttributes(message.stored.attributes, wanted.names);
  return {
    MessageId: message.stored.id,
    ReceiptHandle: receiptHandleOf(message),
    MD5OfBody: createHash('md5').update(message.stored.body).digest('hex'),
    Body: message.stored.body,
    Attributes: wantedSystemAttributes(message, wanted.systemNames),
    MessageAttributes: attributes,
    MD5OfMessageAttributes: attributes && attributesMd5(attributes),
  };
};

/** A sequence number as clients see it: of one length, so that it sorts as text. */
export const sequenceText = (sequence: number | undefined): string | undefined =>
  sequence === undefined ? undefined : String(sequence).padStart(20, '0');

const wantedSystemAttributes = (message: QueueMessage, names: readonly string[]) => {
  if (names.length === 0) return undefined;
  const { stored } = message;
  const attributes: Readonly<Record<string, string | undefined>> = {
    SenderId: 'local',
    SentTimestamp: String(stored.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    MessageGroupId: stored.groupId,
    MessageDeduplicationId: stored.deduplicationId,
    SequenceNumber: sequenceText(stored.sequence),
    DeadLetterQueueSourceArn: stored.deadLetterSourceArn,
    AWSTraceHeader: stored.traceHeader,
  };
  if (names.includes('All')) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
};

const wantedMessageAttributes = (attributes: MessageAttributes | undefined, names: readonly string[]) => {
  if (attributes === undefined || names.length === 0) return undefined;
  const wanted = Object.entries(attributes).filter(([name]) =>
    names.some((pattern) => isNamedBy(name, pattern)),
  );
  return wanted.length === 0 ? undefined : Object.fromEntries(wanted);
};

/** `All`, `.*` and `prefix.*` stand for more than one name. */
const isNamedBy = (name: string, pattern: string): boolean =>
  pattern === 'All' || (pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : name === pattern);
