import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import { arnOf, templateValueSchema } from './template-value-schema.ts';

/** AWS::SQS::Queue: the properties that the queue server plays, with AWS's defaults and bounds. */
export const queueSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.queue),
  QueueName: templateValueSchema.optional(),
  FifoQueue: z.boolean().default(false),
  ContentBasedDeduplication: z.boolean().default(false),
  VisibilityTimeout: z.int().min(0).max(43_200).default(30),
  DelaySeconds: z.int().min(0).max(900).default(0),
  MessageRetentionPeriod: z.int().min(60).max(1_209_600).default(345_600),
  ReceiveMessageWaitTimeSeconds: z.int().min(0).max(20).default(0),
  MaximumMessageSize: z.int().min(1024).max(1_048_576).default(1_048_576),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: arnOf, maxReceiveCount: z.int().min(1).max(1000) })
    .optional(),
});
