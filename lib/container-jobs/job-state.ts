import * as z from 'zod';

/**
 * A "Batch Job State Change" event, as far as it is read here; AWS may add to it.
 * Source: AWS Batch user guide, "Job state change events".
 */
export const jobStateEvent = z.looseObject({
  source: z.literal('aws.batch'),
  'detail-type': z.literal('Batch Job State Change'),
  detail: z.looseObject({
    jobId: z.string(),
    status: z.string(),
    statusReason: z.string().optional(),
    attempts: z.array(z.looseObject({ statusReason: z.string().optional() })).default([]),
    container: z
      .looseObject({
        exitCode: z.number().optional(),
        reason: z.string().optional(),
        environment: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
        resourceRequirements: z.array(z.looseObject({ type: z.string(), value: z.string() })).default([]),
      })
      .optional(),
    timeout: z.looseObject({ attemptDurationSeconds: z.number().optional() }).optional(),
    arrayProperties: z.looseObject({ size: z.number().optional(), index: z.number().optional() }).optional(),
  }),
});

export type JobDetail = z.output<typeof jobStateEvent>['detail'];
