import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { JobDefinition } from '../../manifest/service-manifest.ts';
import { type BatchContext, loadDefinition, loadQueueName } from '../batch-context.ts';
import { refused } from '../batch-error.ts';
import type { Job } from '../job.ts';
import { batchArn } from '../job-detail.ts';
import { defineOperation } from './define-operation.ts';

const pattern = z.string().max(512).optional();

const exitRule = z.strictObject({
  onStatusReason: pattern,
  onReason: pattern,
  onExitCode: z
    .string()
    .regex(/^\d*\*?$/)
    .optional(),
  action: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['RETRY', 'EXIT'])),
});

const resource = z.strictObject({
  type: z.enum(['VCPU', 'MEMORY'], 'the local cloud has only VCPU and MEMORY'),
  value: z.string().regex(/^\d+(\.\d+)?$/),
});

const overrides = z.strictObject({
  command: z.array(z.string()).min(1).optional(),
  environment: z.array(z.strictObject({ name: z.string(), value: z.string().default('') })).default([]),
  resourceRequirements: z.array(resource).default([]),
});

/** Source: AWS Batch API reference, SubmitJob; what is not here the local cloud does not do, and says so. */
const input = z.strictObject({
  jobName: z.string().regex(/^[A-Za-z0-9][\w-]{0,127}$/, 'Job name should match valid pattern'),
  jobQueue: z.string(),
  jobDefinition: z.string(),
  arrayProperties: z.strictObject({ size: z.int().min(2).max(10_000) }).optional(),
  containerOverrides: overrides.prefault({}),
  retryStrategy: z
    .strictObject({
      attempts: z.int().min(1).max(10).default(1),
      evaluateOnExit: z.array(exitRule).max(5).default([]),
    })
    .optional(),
  timeout: z.strictObject({ attemptDurationSeconds: z.int().min(60) }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  propagateTags: z.boolean().optional(),
});

export const submitJob = defineOperation(input, (request, context) => {
  const job = jobOf(request, context);
  if (context.findEntryPoint(job.command) === undefined)
    throw refused(`There is no entry point for the command ${job.command[0] ?? ''}.`);
  context.runner.submit(job);
  return { jobArn: batchArn(context.region, `job/${job.id}`), jobName: job.name, jobId: job.id };
});

const jobOf = (request: z.output<typeof input>, context: BatchContext): Job => {
  const definition = loadDefinition(context, request.jobDefinition);
  const { command, environment } = request.containerOverrides;
  const timeoutSeconds = request.timeout?.attemptDurationSeconds ?? definition.timeoutSeconds;
  return {
    id: randomUUID(),
    name: request.jobName,
    queue: loadQueueName(context, request.jobQueue),
    definition: `${definition.name}:1`,
    command: command ?? definition.command,
    environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    ...resourcesOf(request, definition),
    retryStrategy: request.retryStrategy ?? definition.retryStrategy,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(request.arrayProperties === undefined ? {} : { size: request.arrayProperties.size }),
    createdAt: context.now(),
  };
};

const resourcesOf = (
  { containerOverrides }: z.output<typeof input>,
  definition: JobDefinition,
): Pick<Job, 'vcpus' | 'memoryMib'> => {
  const given = new Map(
    containerOverrides.resourceRequirements.map(({ type, value }) => [type, Number(value)]),
  );
  return {
    vcpus: given.get('VCPU') ?? definition.vcpus,
    memoryMib: given.get('MEMORY') ?? definition.memoryMib,
  };
};
