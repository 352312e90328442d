import * as z from 'zod';
import { bucketSchema } from './bucket-schema.ts';
import { eventBusSchema } from './event-bus-schema.ts';
import { eventRuleSchema } from './event-rule-schema.ts';
import { eventSchema } from './event-schema.ts';
import { jobDefinitionSchema, jobQueueSchema } from './job-schemas.ts';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import { queueSchema } from './queue-schema.ts';
import { tableSchema } from './table-schema.ts';
import { templateValueSchema } from './template-value-schema.ts';

const environment = z.record(z.string(), templateValueSchema).default({});

const handler = z
  .string()
  .regex(/^[\w./-]+\.\w+$/, 'must be <module>.<export>')
  .transform((text) => {
    const dot = text.lastIndexOf('.');
    return { module: text.slice(0, dot), exportName: text.slice(dot + 1) };
  });

const functionSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.function),
  handler,
  timeout: z.int().min(1).max(900).optional(),
  memorySize: z.int().min(128).max(10_240).optional(),
  environment,
  events: z.array(eventSchema).default([]),
});

const resource = <Type extends string, Properties extends z.ZodType>(type: Type, properties: Properties) =>
  z.strictObject({ ...notPlayed(NOT_PLAYED.resource), Type: z.literal(type), Properties: properties });

const resourceSchema = z.discriminatedUnion(
  'Type',
  [
    resource('AWS::SQS::Queue', queueSchema.prefault({})),
    resource('AWS::S3::Bucket', bucketSchema.prefault({})),
    resource('AWS::DynamoDB::Table', tableSchema),
    resource('AWS::Events::EventBus', eventBusSchema),
    resource('AWS::Events::Rule', eventRuleSchema),
    resource('AWS::Batch::JobQueue', jobQueueSchema.prefault({})),
    resource('AWS::Batch::JobDefinition', jobDefinitionSchema),
    z.object({ Type: z.enum(NOT_PLAYED.resourceTypes) }),
  ],
  // Only the discriminator itself is this message's business; the branches speak for themselves.
  {
    error: (issue) =>
      issue.code === 'invalid_union' ? 'the local cloud cannot play this type of resource' : undefined,
  },
);

/** serverless.yml, as far as the local cloud plays it; strict, so that nothing in it is skipped unseen. */
export const serviceSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.service),
  service: z.string(),
  provider: z.strictObject({
    ...notPlayed(NOT_PLAYED.provider),
    name: z.literal('aws'),
    region: z.string().default('us-east-1'),
    stage: z.string().optional(),
    timeout: z.int().min(1).max(900).default(6),
    memorySize: z.int().min(128).max(10_240).default(1024),
    environment,
    httpApi: z.strictObject({ payload: z.literal('2.0') }).optional(),
  }),
  functions: z.record(z.string(), functionSchema).default({}),
  resources: z
    .strictObject({
      ...notPlayed(NOT_PLAYED.resources),
      Resources: z.record(z.string(), resourceSchema).default({}),
    })
    .prefault({}),
});
export type ServiceTemplate = z.output<typeof serviceSchema>;
