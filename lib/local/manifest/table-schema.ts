import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import type { KeyDefinition } from './service-manifest.ts';
import { templateValueSchema } from './template-value-schema.ts';

const keySchema = z
  .array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .refine(
    (parts) => parts[0]?.KeyType === 'HASH' && parts.length <= 2,
    'must be a HASH and at most one RANGE key',
  )
  .transform(
    ([hash, range]): KeyDefinition => ({ hash: hash?.AttributeName ?? '', range: range?.AttributeName }),
  );

const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).default([]),
  }),
});

/** AWS::DynamoDB::Table: keys, global indexes and time to live. */
export const tableSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.table),
  TableName: templateValueSchema.optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).default([]),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});
