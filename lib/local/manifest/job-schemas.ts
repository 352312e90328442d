import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import { templateValueSchema } from './template-value-schema.ts';

/** AWS::Batch::JobQueue: on one machine its compute environment is the machine. */
export const jobQueueSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.jobQueue),
  JobQueueName: templateValueSchema.optional(),
});

const text = z.union([z.string(), z.number().transform(String)]);

const resourceRequirement = z.strictObject({
  Type: z.enum(['VCPU', 'MEMORY'], 'the local cloud has only VCPU and MEMORY'),
  Value: text.pipe(z.string().regex(/^\d+(\.\d+)?$/)),
});

const exitRule = z
  .strictObject({
    OnStatusReason: z.string().optional(),
    OnReason: z.string().optional(),
    OnExitCode: text.optional(),
    Action: z
      .string()
      .toUpperCase()
      .pipe(z.enum(['RETRY', 'EXIT'])),
  })
  .transform((rule) => ({
    onStatusReason: rule.OnStatusReason,
    onReason: rule.OnReason,
    onExitCode: rule.OnExitCode,
    action: rule.Action,
  }));

/** AWS::Batch::JobDefinition: of the container what a child process can have. */
export const jobDefinitionSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.jobDefinition),
  Type: z.literal('container', 'the local cloud plays containers only'),
  JobDefinitionName: templateValueSchema.optional(),
  RetryStrategy: z
    .strictObject({
      Attempts: z.int().min(1).max(10).default(1),
      EvaluateOnExit: z.array(exitRule).max(5).default([]),
    })
    .prefault({}),
  Timeout: z.strictObject({ AttemptDurationSeconds: z.int().min(60) }).optional(),
  ContainerProperties: z.strictObject({
    ...notPlayed(NOT_PLAYED.container),
    Command: z.array(z.string()).min(1),
    Environment: z.array(z.strictObject({ Name: z.string(), Value: templateValueSchema })).default([]),
    ResourceRequirements: z.array(resourceRequirement),
  }),
});
