import * as z from 'zod';

const about = z.object({ about: z.number(), low: z.number(), high: z.number() });
const sample = z.object({
  records: z.int(),
  of_records: z.int(),
  bytes: z.int(),
  of_bytes: z.int(),
  is_whole: z.boolean(),
  is_cut: z.boolean().describe('Time ran out'),
  note: z.string(),
});
const countByReason = z.record(z.string(), z.int());
const place = z.int().describe('Offset of the record in its file, or its number in the list of records');
/** A stage of a run that is not started. */
export const plannedStageSchema = z.object({
  kind: z.string(),
  operators: z.array(z.string()).optional(),
  shards: z.object({
    count: z.int(),
    at_most: z.int().optional(),
    bytes: z.int(),
    largest_bytes: z.int(),
  }),
  function: z.string(),
  memory_mb: z.int(),
  workers: z.int(),
  window: z.int(),
  writes: z.array(z.string()),
  requests: z.object({ reads: z.int(), writes: z.int() }),
});

/** What a recipe did to a sample. */
export const previewSchema = z.object({
  sample,
  operators: z.array(
    z.object({
      name: z.string(),
      operator: z.string(),
      in: z.int(),
      out: z.int(),
      hits: z.int(),
      changed_by_reason: countByReason,
      dropped_by_reason: countByReason,
      rejected: z.int(),
      examples: z.array(
        z.object({
          file: z.string(),
          place,
          kind: z.enum(['changed', 'dropped']),
          reasons: z.array(z.string()),
          texts: z.array(
            z.object({ field: z.string().optional(), before: z.string(), after: z.string().optional() }),
          ),
        }),
      ),
    }),
  ),
  rejected_count: z.int(),
  rejects: z.array(
    z.object({
      file: z.string(),
      place,
      field: z.string().optional(),
      code: z.string(),
      reason: z.string(),
      message: z.string(),
      operator: z.string().optional(),
    }),
  ),
  output: z.object({ records: z.int(), bytes: z.int() }),
  kept: z.array(z.unknown()).describe('The first records that came through'),
});

/** What a recipe would take for a whole data set. */
export const estimateSchema = z.object({
  sample,
  aws: z
    .object({
      workers: z.int(),
      shards: z.int(),
      memory_mb: z.int(),
      seconds: about,
      vcpu_seconds: about,
      cost: about.extend({ currency: z.string(), region: z.string(), prices_as_of: z.string() }),
      note: z.string(),
    })
    .optional()
    .describe('Absent when time ran out'),
  waterfall: z.array(
    z.object({ name: z.string(), in: z.int(), out: z.int(), dropped: z.int(), rejected: z.int() }),
  ),
  stages: z.array(plannedStageSchema),
});
