import * as z from 'zod';
import { connectionManifest } from './connection-manifest.ts';
import type { DocumentByKind, DocumentKind } from './document.ts';
import { recipeSchema } from './recipe.ts';
import { DEFAULT_WINDOW, STAGE_KINDS } from './run.ts';
import { RUN_NOTICE_TYPES } from './run-notice.ts';

/**
 * Reads a document that an earlier version of Sluice may have written. Fields that it does not know are kept.
 * @throws ZodError when it is no such document
 */
export const parseDocument = <Kind extends DocumentKind>(kind: Kind, value: unknown): DocumentByKind[Kind] =>
  // The schemas say the same as the types do, but for fields that may only be absent, never undefined.
  documentSchemas[kind].parse(value) as unknown as DocumentByKind[Kind];

const count = z.int().nonnegative();
const time = z.int();
const countByReason = z.record(z.string(), count);
const runError = z.looseObject({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
const base = { id: z.string(), workspace: z.string() };
const dated = { ...base, user: z.string(), createdAt: time, updatedAt: time };

const stageResult = z.looseObject({
  recordCount: count,
  rejectedCount: count,
  sizeBytes: count,
  format: z.string().optional(),
  operators: z.array(
    z.looseObject({
      operatorId: z.string(),
      inCount: count,
      outCount: count,
      hitCount: count,
      changedByReason: countByReason,
      droppedByReason: countByReason,
      rejectedCount: count,
      seconds: z.number(),
    }),
  ),
});

const documentSchemas = {
  connection: z.looseObject({
    ...dated,
    name: z.string(),
    manifest: connectionManifest.optional(),
    status: z.enum(['pending', 'running', 'success', 'failed', 'stopped']),
    latestRun: z.string().optional(),
    error: runError.optional(),
    deletedAt: time.optional(),
  }),
  dataset: z.looseObject({
    ...dated,
    madeBy: z.string(),
    description: z.string(),
    type: z.string(),
    format: z.string(),
    status: z.enum(['creating', 'failed', 'online', 'offline']),
    version: count,
    recordCount: count,
    sizeBytes: count,
    properties: z.record(z.string(), z.string()),
    copyright: z.record(z.string(), z.string()),
  }),
  task: z.looseObject({
    ...dated,
    name: z.string(),
    description: z.string(),
    source: z.looseObject({ dataset: z.string(), version: count }),
    recipe: recipeSchema.optional(),
    output: z
      .looseObject({
        dataset: z.string(),
        publish: z.boolean(),
        description: z.string().optional(),
        properties: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    status: z.enum([
      'not_started',
      'pending',
      'running',
      'generating',
      'generated',
      'failed',
      'stopping',
      'stopped',
    ]),
    latestRun: z.string().optional(),
    edited: z.looseObject({ user: z.string(), at: time }).optional(),
    deletedAt: time.optional(),
  }),
  outbox: z.looseObject({
    ...base,
    notices: z.array(
      z.looseObject({ id: z.string(), type: z.enum(RUN_NOTICE_TYPES), time, run: z.string() }),
    ),
    createdAt: time,
    updatedAt: time,
  }),
  schedule: z.looseObject({
    ...dated,
    name: z.string(),
    expression: z.string(),
    target: z.looseObject({ kind: z.enum(['task', 'connection']), id: z.string() }),
    status: z.enum(['enabled', 'disabled']),
    nextAt: time.optional(),
    last: z
      .looseObject({
        slot: time,
        claimedAt: time.optional(),
        run: z.string().optional(),
        error: runError.optional(),
      })
      .optional(),
  }),
  run: z.looseObject({
    ...dated,
    kind: z.enum(['import', 'refine']),
    mode: z.enum(['strict', 'quarantine']),
    publish: z.boolean(),
    parent: z.looseObject({ kind: z.enum(['connection', 'task']), id: z.string(), name: z.string() }),
    status: z.enum(['running', 'stopping', 'succeeded', 'failed', 'stopped']),
    stages: z.array(
      z.looseObject({
        kind: z.enum(STAGE_KINDS),
        status: z.enum(['waiting', 'planning', 'running', 'done', 'skipped']),
        shardCount: count,
        doneCount: count,
        startedAt: time.optional(),
        endedAt: time.optional(),
      }),
    ),
    stageIndex: count,
    output: z.looseObject({ dataset: z.string(), version: count }),
    window: count.default(DEFAULT_WINDOW),
    retriedAt: time.optional(),
    sweptAt: time.optional(),
    endedAt: time.optional(),
    error: runError.optional(),
  }),
  stage: z
    .looseObject({
      ...base,
      runId: z.string(),
      stage: count,
      attempt: count,
      shardCount: count,
      doneBits: z.base64(),
      doneCount: count,
      attemptByShard: z.record(z.string(), count),
      result: stageResult,
      firstAttempt: count.default(1),
      sentCount: count.optional(),
      sends: z.array(z.looseObject({ from: count, by: count })).default([]),
      redo: z.array(count).default([]),
    })
    // Before there were windows all shards were sent at once.
    .transform((stage) => ({ ...stage, sentCount: stage.sentCount ?? stage.shardCount })),
} as const satisfies Record<DocumentKind, z.ZodType>;
