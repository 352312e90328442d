import * as z from 'zod';
import { scheduleExpression } from '../../schedules/schedule-expression.ts';
import type { EventSource, HttpRoute, QueueMapping, Schedule } from './service-manifest.ts';
import { arnOf } from './template-value-schema.ts';

/** SQS mapping (AWS::Lambda::EventSourceMapping): defaults and bounds are AWS's. */
const sqs = z
  .strictObject({
    arn: arnOf,
    batchSize: z.int().min(1).max(10_000).default(10),
    maximumBatchingWindow: z.int().min(0).max(300).default(0),
    maximumConcurrency: z.int().min(2).max(1000).optional(),
    functionResponseType: z.literal('ReportBatchItemFailures').optional(),
    enabled: z.literal(true, 'a mapping that is not enabled cannot be played').optional(),
  })
  .refine((mapping) => mapping.batchSize <= 10 || mapping.maximumBatchingWindow >= 1, {
    path: ['batchSize'],
    message: 'above 10 needs a maximumBatchingWindow of at least 1',
  })
  .transform(
    (mapping): QueueMapping => ({
      kind: 'queue',
      queue: mapping.arn,
      batchSize: mapping.batchSize,
      batchingWindowSeconds: mapping.maximumBatchingWindow,
      maximumConcurrency: mapping.maximumConcurrency,
      reportsItemFailures: mapping.functionResponseType !== undefined,
    }),
  );

const schedule = z
  .union([
    scheduleExpression.transform((expression) => ({ rate: [expression], enabled: true, input: undefined })),
    z.strictObject({
      rate: z.union([
        scheduleExpression.transform((expression) => [expression]),
        z.array(scheduleExpression),
      ]),
      enabled: z.boolean().default(true),
      input: z.json().optional(),
      name: z.string().optional(),
      description: z.string().optional(),
    }),
  ])
  .transform(({ rate, enabled, input }): Schedule[] =>
    enabled ? rate.map((expression) => ({ kind: 'schedule', expression, input })) : [],
  );

const routeMethod = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY)$/;
/** Segments of a path: texts and `{parameters}`, of which the last may be greedy, `{parameter+}`. */
const routePath = /^\/(?:(?:[^/{}\s]+|\{\w+\})(?:\/(?:[^/{}\s]+|\{\w+\}))*(?:\/\{\w+\+\})?|\{\w+\+\})?$/;

/** `*` becomes `$default`, `get /runs` becomes `GET /runs`, `* /runs` becomes `ANY /runs`. */
const routeKey = z.string().transform((text, context) => {
  if (text === '*') return '$default';
  const [method = '', path = ''] = text.split(' ');
  const key = `${method === '*' ? 'ANY' : method.toUpperCase()} ${path}`;
  if (routeMethod.test(key.split(' ')[0] ?? '') && routePath.test(path)) return key;
  context.addIssue({ code: 'custom', message: `"${text}" is no route` });
  return z.NEVER;
});

/** On one machine whoever can call may call; IAM keeps others out in the cloud. One with claims would change events. */
const iamAuthorizer = z.strictObject({
  type: z.literal('aws_iam', 'the local cloud cannot play this authorizer'),
});

const httpApi = z
  .union([
    z
      .strictObject({ method: z.string(), path: z.string(), authorizer: iamAuthorizer.optional() })
      .transform(({ method, path }) => (method === '*' && path === '*' ? '*' : `${method} ${path}`))
      .pipe(routeKey),
    routeKey,
  ])
  .transform((key): HttpRoute => ({ kind: 'http', routeKey: key }));

/** The event kinds that the local cloud plays; any other is an error, never skipped. */
export const eventSchema = z
  .strictObject({ sqs: sqs.optional(), schedule: schedule.optional(), httpApi: httpApi.optional() })
  .refine((event) => Object.keys(event).length === 1, 'must be one event source')
  .transform((event): EventSource[] =>
    [event.sqs, event.schedule, event.httpApi].flat().filter((source) => source !== undefined),
  );
