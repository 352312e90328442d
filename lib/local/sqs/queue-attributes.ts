import * as z from 'zod';
import { SqsError } from './sqs-error.ts';

/** The attributes that were set for a queue, as the protocol spells them. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** What the attributes of a queue mean. */
export interface QueueSettings {
  readonly isFifo: boolean;
  readonly deduplicatesByContent: boolean;
  readonly deduplicatesWithinGroups: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly maximumMessageBytes: number;
  readonly retentionSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly redrive: RedrivePolicy | undefined;
}

interface RedrivePolicy {
  readonly deadLetterQueue: string;
  readonly maxReceiveCount: number;
}

/** The attributes of a queue for which none was set. */
export const DEFAULT_QUEUE_ATTRIBUTES: QueueAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

/** @throws SqsError when an attribute is unknown or has a value that it may not have */
export const parseQueueAttributes = (attributes: QueueAttributes): QueueSettings => {
  for (const name of Object.keys(attributes)) {
    if (!isQueueAttribute(name)) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  const parsed = attributesSchema.safeParse({ ...DEFAULT_QUEUE_ATTRIBUTES, ...attributes });
  if (!parsed.success) throw invalidValue(parsed.error.issues);
  const values = parsed.data;
  return {
    isFifo: values.FifoQueue === 'true',
    deduplicatesByContent: values.ContentBasedDeduplication === 'true',
    deduplicatesWithinGroups: values.DeduplicationScope === 'messageGroup',
    visibilityTimeoutSeconds: values.VisibilityTimeout,
    delaySeconds: values.DelaySeconds,
    maximumMessageBytes: values.MaximumMessageSize,
    retentionSeconds: values.MessageRetentionPeriod,
    receiveWaitSeconds: values.ReceiveMessageWaitTimeSeconds,
    redrive: values.RedrivePolicy && {
      deadLetterQueue: queueNameOfArn(values.RedrivePolicy.deadLetterTargetArn),
      maxReceiveCount: values.RedrivePolicy.maxReceiveCount,
    },
  };
};

/** Whether a queue may have an attribute of this name. */
export const isQueueAttribute = (name: string): boolean => Object.hasOwn(schemaByName, name);

/** Whether two values of an attribute mean the same, however they are written. */
export const isSameAttribute = (left: string | undefined, right: string): boolean =>
  left === right || (left !== undefined && normalized(left) === normalized(right));

/** The name of the queue that an ARN names; the region and the account are those of this server anyway. */
export const queueNameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const seconds = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(minimum).max(maximum));
const truth = z.enum(['true', 'false']).optional();

const redrivePolicySchema = z
  .string()
  .transform((text) => (text === '' ? undefined : jsonOf(text)))
  .pipe(
    z
      .object({
        deadLetterTargetArn: z.string().regex(/^arn:[\w-]+:sqs:[\w-]*:\d+:[\w.-]+$/),
        maxReceiveCount: z.coerce.number().int().min(1).max(1000),
      })
      .optional(),
  );

const schemaByName = {
  VisibilityTimeout: seconds(0, 43_200),
  DelaySeconds: seconds(0, 900),
  MaximumMessageSize: seconds(1024, 1_048_576),
  MessageRetentionPeriod: seconds(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: seconds(0, 20),
  RedrivePolicy: redrivePolicySchema.optional(),
  FifoQueue: truth,
  ContentBasedDeduplication: truth,
  DeduplicationScope: z.enum(['queue', 'messageGroup']).optional(),
  // Kept and given back, but without an effect here: on one machine there is nobody to keep out.
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']).optional(),
  RedriveAllowPolicy: z.string().optional(),
  Policy: z.string().optional(),
  KmsMasterKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.string().optional(),
  SqsManagedSseEnabled: truth,
};
const attributesSchema = z.object(schemaByName);

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const normalized = (value: string): string => {
  const json = jsonOf(value);
  if (json === null || typeof json !== 'object') return String(json);
  return JSON.stringify(
    Object.entries(json)
      .map(([name, part]) => [name, String(part)])
      .toSorted(),
  );
};

const invalidValue = (issues: readonly z.core.$ZodIssue[]): SqsError => {
  const [name = '', ...place] = issues[0]?.path ?? [];
  const reason = [...place.map(String), issues[0]?.message].join(': ');
  return new SqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${String(name)}. Reason: ${reason}`,
  );
};
