import * as z from 'zod';
import { workspaceId } from '../model/names.ts';

export const noBody = z.undefined();
export const projectParams = z.object({ project: z.string() });
export const itemParams = projectParams.extend({ id: z.string() });
export const workspaceQuery = z.object({
  workspace_id: workspaceId.default('default').describe('Workspace'),
});

/** Paging as everywhere in the API; `offset` counts records, not pages. */
export const listQuery = workspaceQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).default(10).describe('Most items to give'),
  offset: z.coerce.number().int().min(0).default(0).describe('Items to skip'),
});

/** A body that says nothing, or none. */
export const emptyBody = z.strictObject({}).optional();

/** A query parameter that is true or not. */
export const flag = z.enum(['true', 'false']).optional();

/** `{ total_number, <plural>: […] }`. */
export const listOf = (plural: string, item: z.ZodType) =>
  z.object({ total_number: z.int(), [plural]: z.array(item) });

const time = z.int().describe('Milliseconds since the epoch, UTC');
const place = z.record(z.string(), z.union([z.string(), z.number()]));
export const runErrorSchema = z.object({ error_code: z.string(), error_msg: z.string(), details: place });

export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  workspace_id: z.string(),
  creator: z.string(),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCESS', 'FAILED', 'STOPPED']),
  dataset_type: z.string().optional(),
  dataset: z.string().optional(),
  manifest: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('As `connection.json` has it; absent when that could not be read'),
  latest_run: z.string().optional(),
  error: runErrorSchema.optional(),
  deleted: z.boolean().describe('Beside the status; it can be restored'),
  delete_time: time.optional(),
  create_time: time,
  update_time: time,
});

export const datasetSchema = z.object({
  id: z.string(),
  name: z.string(),
  workspace_id: z.string(),
  creator: z.string(),
  description: z.string(),
  dataset_type: z.string(),
  format: z.string(),
  status: z.enum(['CREATING', 'FAILED', 'ONLINE', 'OFFLINE']),
  current_version: z.int(),
  sample_count: z.int(),
  size_bytes: z.int(),
  properties: z.record(z.string(), z.string()),
  copyright: z.record(z.string(), z.string()),
  create_time: time,
  update_time: time,
});

export const datasetVersionSchema = z.object({
  dataset: z.string(),
  version: z.int(),
  dataset_type: z.string(),
  format: z.string(),
  sample_count: z.int(),
  size_bytes: z.int(),
  address: z.string().describe('Where its parts are: `s3://<bucket>/<prefix>`'),
  parts: z.array(z.object({ file: z.string(), sample_count: z.int(), size_bytes: z.int() })),
  create_time: time,
  run: z.string(),
});

export const refineJobStatus = z.enum([
  'NOT_STARTED',
  'PENDING',
  'RUNNING',
  'GENERATING',
  'DATASET_GENERATED',
  'FAILED',
  'STOPPING',
  'STOPPED',
]);

export const refineJobSchema = z.object({
  id: z.string(),
  name: z.string(),
  workspace_id: z.string(),
  creator: z.string(),
  description: z.string(),
  latest_status: refineJobStatus,
  source: z.object({ dataset: z.string(), version: z.int() }),
  recipe: z.unknown().optional().describe('Absent while the task is unfinished'),
  output: z
    .object({
      dataset: z.string(),
      publish: z.boolean(),
      description: z.string().optional(),
      properties: z.record(z.string(), z.string()).optional(),
    })
    .optional()
    .describe('Absent while the task is unfinished'),
  latest_run: z.string().optional(),
  error: runErrorSchema.optional().describe('Why the latest run has failed'),
  revision: z.int().optional().describe('For `If-Match`; absent in lists'),
  create_time: time,
  update_time: time,
  editor: z.string().optional(),
  edit_time: time.optional(),
  deleted: z.boolean().describe('Beside the status; it can be restored'),
  delete_time: time.optional(),
});

export const scheduleSchema = z.object({
  id: z.string(),
  name: z.string(),
  workspace_id: z.string(),
  creator: z.string(),
  expression: z.string(),
  target: z.object({ kind: z.enum(['task', 'connection']), id: z.string() }),
  status: z.enum(['ENABLED', 'DISABLED']),
  next_time: time.optional(),
  last: z
    .object({ slot_time: time, run: z.string().optional(), error: runErrorSchema.optional() })
    .optional()
    .describe('The slot that was fired last, and the run or the error that came of it'),
  create_time: time,
  update_time: time,
});

export const runSchema = z.object({
  id: z.string(),
  kind: z.enum(['import', 'refine']),
  workspace_id: z.string(),
  creator: z.string(),
  parent: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  status: z.enum(['RUNNING', 'STOPPING', 'SUCCEEDED', 'FAILED', 'STOPPED']),
  stages: z.array(
    z.object({ kind: z.string(), status: z.string(), shard_count: z.int(), done_count: z.int() }),
  ),
  output: z.object({ dataset: z.string(), version: z.int() }),
  error: runErrorSchema.optional(),
  create_time: time,
  update_time: time,
  end_time: time.optional(),
});

export const traceSchema = z.object({
  trace_id: z.string(),
  time,
  trace_name: z.string(),
  trace_rating: z.enum(['normal', 'warning', 'incident']),
  resource_type: z.string(),
  resource_id: z.string(),
  resource_name: z.string(),
  workspace_id: z.string(),
  user: z.string(),
  request: z.record(z.string(), z.unknown()).optional(),
  response: z.record(z.string(), z.unknown()).optional(),
});
