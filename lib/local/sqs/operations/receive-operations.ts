import * as z from 'zod';
import { changeVisibility, deleteReceived } from '../receipt-handle.ts';
import { receiveMessages } from '../receive-messages.ts';
import { missingParameter } from '../sqs-error.ts';
import { defineOperation, loadQueue } from './define-operation.ts';
import { messageView } from './message-view.ts';
import { batchOf, runBatch } from './run-batch.ts';

const names = z.array(z.string()).default([]);

export const ReceiveMessage = defineOperation(
  z.object({
    QueueUrl: z.string(),
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: z.int().min(0).max(43_200).optional(),
    WaitTimeSeconds: z.int().min(0).max(20).optional(),
    /** Not of SQS: only messages of groups of which nothing is in flight, for whom the local cloud has room left. */
    FromQuietGroups: z.boolean().default(false),
    AttributeNames: names,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: names,
  }),
  async (input, context) => {
    const { store, signal } = context;
    const queue = loadQueue(context, input.QueueUrl);
    const waitSeconds = input.WaitTimeSeconds ?? queue.settings.receiveWaitSeconds;
    const groups = input.FromQuietGroups ? 'quiet' : 'all';
    const messages = await store.pollsOf(queue).wait({
      groups,
      receive: () =>
        receiveMessages(store, queue, {
          limit: input.MaxNumberOfMessages,
          groups,
          visibilityTimeoutSeconds: input.VisibilityTimeout ?? queue.settings.visibilityTimeoutSeconds,
        }),
      until: store.clock.now() + waitSeconds * 1000,
      signal,
    });
    const wanted = {
      systemNames: [...input.AttributeNames, ...input.MessageSystemAttributeNames],
      names: input.MessageAttributeNames,
    };
    return messages.length === 0
      ? undefined
      : { Messages: messages.map((message) => messageView(message, wanted)) };
  },
);

export const DeleteMessage = defineOperation(
  z.object({ QueueUrl: z.string(), ReceiptHandle: z.string() }),
  (input, context) => {
    deleteReceived(context.store, loadQueue(context, input.QueueUrl), input.ReceiptHandle);
    return undefined;
  },
);

export const DeleteMessageBatch = defineOperation(
  z.object({ QueueUrl: z.string(), Entries: batchOf({ ReceiptHandle: z.string() }) }),
  (input, context) => {
    const queue = loadQueue(context, input.QueueUrl);
    return runBatch(input.Entries, ({ ReceiptHandle: handle }) => {
      deleteReceived(context.store, queue, handle);
      return undefined;
    });
  },
);

export const ChangeMessageVisibility = defineOperation(
  z.object({ QueueUrl: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int() }),
  (input, context) => {
    const { ReceiptHandle: handle, VisibilityTimeout: timeoutSeconds } = input;
    changeVisibility(context.store, loadQueue(context, input.QueueUrl), { handle, timeoutSeconds });
    return undefined;
  },
);

export const ChangeMessageVisibilityBatch = defineOperation(
  z.object({
    QueueUrl: z.string(),
    Entries: batchOf({ ReceiptHandle: z.string(), VisibilityTimeout: z.int().optional() }),
  }),
  (input, context) => {
    const queue = loadQueue(context, input.QueueUrl);
    return runBatch(input.Entries, ({ ReceiptHandle: handle, VisibilityTimeout: timeoutSeconds }) => {
      if (timeoutSeconds === undefined) throw missingParameter('VisibilityTimeout');
      changeVisibility(context.store, queue, { handle, timeoutSeconds });
      return undefined;
    });
  },
);
