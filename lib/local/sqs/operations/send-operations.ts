import { createHash } from 'node:crypto';
import * as z from 'zod';
import { attributesMd5, messageAttributesSchema } from '../message-attributes.ts';
import { draftSizeBytes, type MessageDraft } from '../message-draft.ts';
import type { Queue } from '../queue.ts';
import type { QueueStore } from '../queue-store.ts';
import { sendMessage } from '../send-message.ts';
import { SqsError } from '../sqs-error.ts';
import { defineOperation, loadQueue } from './define-operation.ts';
import { sequenceText } from './message-view.ts';
import { batchOf, runBatch } from './run-batch.ts';

const largestBatchBytes = 1_048_576;

const draftShape = {
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: messageAttributesSchema.optional(),
  MessageSystemAttributes: z
    .strictObject({
      AWSTraceHeader: z.object({ DataType: z.literal('String'), StringValue: z.string() }).optional(),
    })
    .optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
};
type DraftInput = z.infer<z.ZodObject<typeof draftShape>>;

export const SendMessage = defineOperation(
  z.object({ QueueUrl: z.string(), ...draftShape }),
  (input, context) => send(context.store, loadQueue(context, input.QueueUrl), input),
);

export const SendMessageBatch = defineOperation(
  z.object({ QueueUrl: z.string(), Entries: batchOf(draftShape) }),
  (input, context) => {
    const queue = loadQueue(context, input.QueueUrl);
    const sizeBytes = input.Entries.reduce((sum, entry) => sum + draftSizeBytes(draftOf(entry)), 0);
    if (sizeBytes > largestBatchBytes) {
      const message = `Batch requests cannot be longer than ${largestBatchBytes} bytes. You have sent ${sizeBytes} bytes.`;
      throw new SqsError('BatchRequestTooLong', message);
    }
    return runBatch(input.Entries, (entry) => send(context.store, queue, entry));
  },
);

const send = (store: QueueStore, queue: Queue, input: DraftInput) => {
  const draft = draftOf(input);
  const { messageId, sequence } = sendMessage(store, queue, draft);
  return {
    MessageId: messageId,
    MD5OfMessageBody: createHash('md5').update(draft.body).digest('hex'),
    MD5OfMessageAttributes: draft.attributes && attributesMd5(draft.attributes),
    MD5OfMessageSystemAttributes: input.MessageSystemAttributes && attributesMd5(traceAttributes(draft)),
    SequenceNumber: sequenceText(sequence),
  };
};

const draftOf = (input: DraftInput): MessageDraft => ({
  body: input.MessageBody,
  attributes: isEmpty(input.MessageAttributes) ? undefined : input.MessageAttributes,
  traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
  delaySeconds: input.DelaySeconds,
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
});

const traceAttributes = ({ traceHeader }: MessageDraft) =>
  traceHeader === undefined ? {} : { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } };

const isEmpty = (value: object | undefined): boolean =>
  value === undefined || Object.keys(value).length === 0;
