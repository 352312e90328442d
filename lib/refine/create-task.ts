import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import { datasetName, defaultName, description, taskName } from '../model/names.ts';
import { recipeSchema } from '../model/recipe.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { taskTrace } from './task-trace.ts';

/** What a refining task is created from. */
export const taskRequest = z.strictObject({
  name: taskName.optional(),
  description: description.default(''),
  dataset: z.string().describe('Source data set'),
  version: z.int().min(1).optional().describe('Version of the source; the newest by default'),
  recipe: recipeSchema,
  output: z.strictObject({ dataset: datasetName, publish: z.boolean().default(true) }),
});
export type TaskRequest = z.output<typeof taskRequest>;

/**
 * Creates a refining task, not yet started.
 * @throws SluiceError ModelArts.72010003, 72020022, 72010001, and what `parseRecipe` throws
 */
export const createTask = async (
  { documents, clock }: { readonly documents: DocumentStore; readonly clock: Clock },
  caller: { readonly workspace: string; readonly user: string },
  request: TaskRequest,
): Promise<Task> => {
  const source = await loadUsableDataset(documents, caller.workspace, request.dataset);
  parseRecipe(request.recipe, source.type, source.format);
  const now = clock.now();
  const task: Task = {
    id: `task-${randomUUID()}`,
    workspace: caller.workspace,
    user: caller.user,
    name: request.name ?? defaultName('refine', now),
    description: request.description,
    source: { dataset: source.id, version: request.version ?? source.version },
    recipe: request.recipe,
    output: request.output,
    status: 'not_started',
    createdAt: now,
    updatedAt: now,
  };
  if (task.source.version > source.version)
    throw new SluiceError('ModelArts.72020022', { reason: 'no such version' });
  const taken = await documents.find('dataset', caller.workspace, request.output.dataset);
  if (taken !== undefined) throw new SluiceError('ModelArts.72010001', { dataset: request.output.dataset });
  await documents.commit(
    [{ kind: 'task', document: task, expectedRevision: 0 }],
    [taskTrace(task, 'createRefineJob', { time: now })],
  );
  return task;
};

/**
 * A data set that downstream work may read.
 * @throws SluiceError ModelArts.72010003 when there is none, 72020022 when it is not online
 */
export const loadUsableDataset = async (
  documents: DocumentStore,
  workspace: string,
  id: string,
): Promise<Dataset> => {
  const found = await documents.find('dataset', workspace, id);
  if (found === undefined) throw new SluiceError('ModelArts.72010003', { dataset: id, workspace });
  if (found.document.status !== 'online') {
    throw new SluiceError('ModelArts.72020022', { reason: `it is ${found.document.status}` });
  }
  return found.document;
};
