import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import { defaultName } from '../model/names.ts';
import { recipeSchema } from '../model/recipe.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { TaskPorts } from './change-task.ts';
import { requireTaskNames } from './task-names.ts';
import { findOwnOutput, taskOutput, withoutUndefined } from './task-output.ts';
import { checkedRecipe } from './task-recipe.ts';
import { taskTrace } from './task-trace.ts';

/** What a refining task is created from: without a recipe or an output it is a draft. */
export const taskRequest = z.strictObject({
  name: z.string().optional().describe('By default data-refine- and the time'),
  description: z.string().default(''),
  dataset: z.string().optional().describe('Source data set'),
  version: z.int().min(1).optional().describe('Version of the source; the newest by default'),
  template: z.string().optional().describe('Id of the template that the recipe is taken from'),
  recipe: recipeSchema.optional(),
  output: taskOutput.optional(),
});
export type TaskRequest = z.output<typeof taskRequest>;

/**
 * Creates a refining task, not yet started; what it lacks can be saved later.
 * @throws SluiceError ModelArts.72020129 and 72020130 (name, description), 72020078, 72010003 and 72020022 (source),
 * 72010001 (output), and what `checkedRecipe` throws
 */
export const createTask = async (
  { documents, clock }: TaskPorts,
  caller: { readonly workspace: string; readonly user: string },
  request: TaskRequest,
): Promise<Task> => {
  requireTaskNames(request);
  const source = await loadSource(documents, caller.workspace, request);
  const recipe = checkedRecipe(request, source);
  const output = request.output && withoutUndefined(request.output);
  const now = clock.now();
  const task: Task = {
    id: `task-${randomUUID()}`,
    workspace: caller.workspace,
    user: caller.user,
    name: request.name ?? defaultName('refine', now),
    description: request.description,
    source: { dataset: source.id, version: request.version ?? source.version },
    ...(recipe === undefined ? {} : { recipe }),
    ...(output === undefined ? {} : { output }),
    status: 'not_started',
    createdAt: now,
    updatedAt: now,
  };
  if (output !== undefined) await findOwnOutput(documents, task, output);
  await documents.commit(
    [{ kind: 'task', document: task, expectedRevision: 0 }],
    [taskTrace(task, 'createRefineJob', { time: now, user: caller.user, revision: 1 })],
  );
  return task;
};

const loadSource = async (
  documents: DocumentStore,
  workspace: string,
  { dataset, version }: Pick<TaskRequest, 'dataset' | 'version'>,
): Promise<Dataset> => {
  if (dataset === undefined || dataset === '') throw new SluiceError('ModelArts.72020078', {});
  const source = await loadUsableDataset(documents, workspace, dataset);
  if (version !== undefined && version > source.version) {
    throw new SluiceError('ModelArts.72020022', { dataset, version, reason: 'no such version' });
  }
  return source;
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
    throw new SluiceError('ModelArts.72020022', { dataset: id, reason: `it is ${found.document.status}` });
  }
  return found.document;
};
