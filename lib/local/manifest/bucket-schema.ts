import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import { arnOf, templateValueSchema } from './template-value-schema.ts';

const filterRule = z.strictObject({ Name: z.enum(['prefix', 'suffix']), Value: z.string() });

/** The events of the object server. */
const sentEvents = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
] as const;

const queueConfiguration = z
  .strictObject({
    Event: z.enum(sentEvents, 'is no event that the local cloud sends'),
    Queue: arnOf,
    Filter: z.strictObject({ S3Key: z.strictObject({ Rules: z.array(filterRule) }) }).optional(),
  })
  .transform(({ Event, Queue, Filter }) => {
    const ruleOf = (name: 'prefix' | 'suffix') =>
      Filter?.S3Key.Rules.find((rule) => rule.Name === name)?.Value ?? '';
    return { event: Event, prefix: ruleOf('prefix'), suffix: ruleOf('suffix'), queue: Queue };
  });

/** AWS::S3::Bucket: its name and the queues that hear of its objects. */
export const bucketSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.bucket),
  BucketName: templateValueSchema.optional(),
  NotificationConfiguration: z.strictObject({ QueueConfigurations: z.array(queueConfiguration) }).optional(),
});
