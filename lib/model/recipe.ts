import * as z from 'zod';

/** Ordered operators with their parameters as people write them; `lib/operators` checks them. */
export const recipeSchema = z.strictObject({
  name: z.string().optional(),
  type: z.string().optional(),
  output_format: z.enum(['same-as-input', 'platform', 'alpaca', 'sharegpt']).optional(),
  operators: z
    .array(z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()).default({}) }))
    .min(1),
});
export type Recipe = z.output<typeof recipeSchema>;
