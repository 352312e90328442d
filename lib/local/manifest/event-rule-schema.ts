import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import type { TemplateValue } from './service-manifest.ts';
import { arnOf, templateValueSchema } from './template-value-schema.ts';

/** A pattern whose texts are still to be resolved. */
export interface PatternTemplate {
  readonly [field: string]: readonly (TemplateValue | { readonly prefix: TemplateValue })[] | PatternTemplate;
}

const matcher = z.union(
  [templateValueSchema, z.strictObject({ prefix: templateValueSchema })],
  'must be a value or { prefix: … }',
);

const pattern: z.ZodType<PatternTemplate> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(matcher), pattern])),
);

/** AWS::Events::Rule: events of a bus that go to queues. */
export const eventRuleSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.eventRule),
  EventBusName: templateValueSchema.default('default'),
  EventPattern: pattern,
  Targets: z.array(z.strictObject({ Id: z.string(), Arn: arnOf })),
});
