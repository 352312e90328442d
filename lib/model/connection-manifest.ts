import * as z from 'zod';
import { datasetTypeIds, SHAPES } from './dataset-type.ts';
import { datasetName, description, taskName } from './names.ts';

/** `connection.json`, which ends an upload. */
export const connectionManifest = z.strictObject({
  name: taskName.optional(),
  description: description.default(''),
  datasetType: z.enum(datasetTypeIds),
  /** Refuse records of another shape; by default each record's shape is recognized. */
  format: z.enum(SHAPES).optional(),
  datasetName: datasetName,
  /** `strict`: one bad record fails the import. `quarantine`: bad records go to `rejects/`, the rest is imported. */
  mode: z.enum(['strict', 'quarantine']).default('strict'),
  /** Chain-of-thought data: answers must carry `<think>…</think>`. */
  thinking: z.boolean().default(false),
  publish: z.boolean().default(true),
  properties: z.record(z.string(), z.string()).default({}),
  copyright: z.record(z.string(), z.string()).default({}),
  /** Paths inside the folder; the import starts when all are there, whatever the order. */
  expect: z.array(z.string().min(1)).optional(),
  /** Minutes after the manifest by which the expected files must be there. */
  expectWithinMinutes: z.int().min(1).max(1440).default(60),
});
export type ConnectionManifest = z.output<typeof connectionManifest>;
