import * as z from 'zod';
import { STAGE_KINDS } from '../model/run.ts';
import type { RunNotice } from '../model/run-notice.ts';

const facts = {
  id: z.string().describe('The same for every delivery of this event, and of no other'),
  time: z.int().describe('When it happened, milliseconds since the epoch, UTC'),
  workspace: z.string(),
  run: z.string().describe('Id of the run'),
  kind: z.enum(['import', 'refine']),
  parent: z
    .object({ kind: z.enum(['connection', 'task']), id: z.string(), name: z.string() })
    .describe('The connection or task that it is a run of'),
  output: z
    .object({ dataset: z.string(), version: z.int().min(1) })
    .describe('The version that the run makes; it is there once the run has succeeded'),
};

const stage = z.object({
  index: z.int().min(0).describe('Position among the stages of the run, from 0'),
  kind: z.enum(STAGE_KINDS),
  shardCount: z.int().min(0).describe('Shards that were done'),
});

const error = z.object({
  code: z.templateLiteral(['ModelArts.', z.number()]).describe('One of docs/errors.md'),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).describe('Where and why; never data'),
});

const notice = <Type extends RunNotice['type'], More extends z.ZodRawShape>(
  type: Type,
  description: string,
  more: More,
) => z.object({ type: z.literal(type), ...facts, ...more }).describe(description);

/** What everybody hears who wants to hear of runs. Fields may be added; none is taken away. */
export const noticeSchema = z.discriminatedUnion('type', [
  notice('run-started', 'A run has begun, or goes on after a retry', {}),
  notice('stage-done', 'All shards of a stage are done; again when some had to be made anew', { stage }),
  notice('run-succeeded', 'The version is published', {}),
  notice('run-failed', 'The run has ended without a version', { error }),
  notice('run-stopped', 'A person or a command has stopped it', {}),
]);

/** The JSON Schema of an event, as it is published. */
export const noticeJsonSchema = () => ({
  title: 'An event of Sluice: what happened to a run',
  ...z.toJSONSchema(noticeSchema, { io: 'input' }),
});
