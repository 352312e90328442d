import * as z from 'zod';
import type { TemplateValue } from './service-manifest.ts';

/** A text, or a `!Ref`, `!GetAtt` or `!Sub`; numbers and booleans become text, as they do on AWS. */
export const templateValueSchema: z.ZodType<TemplateValue> = z.union(
  [
    z.string(),
    z.number().transform(String),
    z.boolean().transform(String),
    z.strictObject({ Ref: z.string() }),
    z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
    z.strictObject({ 'Fn::Sub': z.string() }),
  ],
  'must be a text, !Ref, !GetAtt or !Sub',
);

/** `!GetAtt <Resource>.Arn`; gives the resource's logical name. */
export const arnOf = z
  .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }, 'must be !GetAtt <resource>.Arn')
  .transform((value) => value['Fn::GetAtt'][0]);
