import { attributesSizeBytes, checkMessageAttributes, type MessageAttributes } from './message-attributes.ts';
import type { Queue } from './queue.ts';
import { isSendable } from './sendable-text.ts';
import { invalidParameter, missingParameter, SqsError } from './sqs-error.ts';

/** A message that is to be sent. */
export interface MessageDraft {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly traceHeader?: string | undefined;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** @throws SqsError when the message is not one that the queue takes */
export const checkMessage = (queue: Queue, draft: MessageDraft): void => {
  if (draft.body === '') throw missingParameter('MessageBody');
  const { maximumMessageBytes } = queue.settings;
  if (draftSizeBytes(draft) > maximumMessageBytes) {
    throw invalidParameter(`Message must be shorter than ${maximumMessageBytes} bytes.`);
  }
  if (!isSendable(draft.body)) {
    throw new SqsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  if (draft.attributes !== undefined) checkMessageAttributes(draft.attributes);
  const { delaySeconds = 0 } = draft;
  if (delaySeconds < 0 || delaySeconds > 900)
    throw invalidParameter('DelaySeconds must be between 0 and 900.');
  checkOrder(queue, draft);
};

/** The size that counts towards the limits: the body and the attributes. */
export const draftSizeBytes = ({ body, attributes = {} }: MessageDraft): number =>
  Buffer.byteLength(body) + attributesSizeBytes(attributes);

const checkOrder = ({ settings }: Queue, draft: MessageDraft): void => {
  const { groupId, deduplicationId, delaySeconds = 0 } = draft;
  if (groupId !== undefined && !isToken(groupId)) throw invalidParameter('MessageGroupId is malformed.');
  if (deduplicationId !== undefined && !isToken(deduplicationId)) {
    throw invalidParameter('MessageDeduplicationId is malformed.');
  }
  if (!settings.isFifo) {
    if (deduplicationId !== undefined) throw notForThisQueue('MessageDeduplicationId');
    return;
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  if (delaySeconds > 0) throw notForThisQueue('DelaySeconds');
  if (deduplicationId === undefined && !settings.deduplicatesByContent) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided.',
    );
  }
};

/** 1 to 128 letters, digits and punctuation marks. */
const isToken = (text: string): boolean => /^[\x21-\x7e]{1,128}$/.test(text);

const notForThisQueue = (parameter: string) =>
  invalidParameter(`The parameter ${parameter} is not valid for this queue type.`);
