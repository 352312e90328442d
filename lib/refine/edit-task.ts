import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import { recipeSchema } from '../model/recipe.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import { changeTask, type TaskPorts } from './change-task.ts';
import { requireEditable, requireLive, type TaskCaller } from './require-task.ts';
import { requireTaskNames } from './task-names.ts';
import { findOwnOutput, type taskOutput, withoutUndefined } from './task-output.ts';
import { checkedRecipe, type RecipeChoice } from './task-recipe.ts';
import { taskTrace } from './task-trace.ts';

/** What a task is called; also while a run of it is under way. */
export const namesRequest = z
  .strictObject({ name: z.string().optional(), description: z.string().optional() })
  .refine(
    ({ name, description }) => name !== undefined || description !== undefined,
    'nothing is to be changed',
  );

export const recipeRequest = z.strictObject({
  recipe: recipeSchema.optional(),
  template: z.string().optional(),
});

/**
 * Renames a task or describes it anew.
 * @throws SluiceError ModelArts.72020048, 72020051 when it is deleted, 72020128, 72020129, 72020130
 */
export const renameTask = async (
  ports: TaskPorts,
  caller: TaskCaller,
  { name, description }: z.output<typeof namesRequest>,
): Promise<Versioned<Task>> => {
  requireTaskNames({ name, description });
  return changeTask(ports, caller, (found, now) => {
    const { document: task } = found;
    requireLive(task);
    const names = { name: name ?? task.name, description: description ?? task.description };
    const changes = [name === undefined ? [] : 'name', description === undefined ? [] : 'description'].flat();
    return edited({ ...found, document: { ...task, ...names } }, caller, { now, request: { changes } });
  });
};

/**
 * Gives a task its recipe, or another one.
 * @throws SluiceError ModelArts.72020048, 72020051 when it runs or is deleted, 72020128, and what `checkedRecipe` throws
 */
export const saveRecipe = async (
  ports: TaskPorts,
  caller: TaskCaller,
  choice: RecipeChoice,
): Promise<Versioned<Task>> =>
  changeTask(ports, caller, async (found, now) => {
    const { document: task } = found;
    requireEditable(task);
    const recipe = checkedRecipe(choice, await loadSourceOf(ports.documents, task));
    if (recipe === undefined) {
      throw new SluiceError('ModelArts.72060001', { argument: 'recipe', reason: 'it is missing' });
    }
    const request = { changes: ['recipe'], operators: recipe.operators.map(({ id }) => id) };
    return edited({ ...found, document: { ...task, recipe } }, caller, { now, request });
  });

/**
 * Says what a task is to make.
 * @throws SluiceError ModelArts.72020048, 72020051 when it runs or is deleted, 72020128, 72010001
 */
export const saveOutput = async (
  ports: TaskPorts,
  caller: TaskCaller,
  output: z.output<typeof taskOutput>,
): Promise<Versioned<Task>> =>
  changeTask(ports, caller, async (found, now) => {
    const task = { ...found.document, output: withoutUndefined(output) };
    requireEditable(task);
    await findOwnOutput(ports.documents, task, task.output);
    return edited({ ...found, document: task }, caller, { now, request: { changes: ['output'] } });
  });

/** A recipe can be saved for a source that is offline: it is only run that it can't be. */
const loadSourceOf = async (documents: DocumentStore, { workspace, source }: Task): Promise<Dataset> => {
  const found = await documents.find('dataset', workspace, source.dataset);
  if (found === undefined)
    throw new SluiceError('ModelArts.72010003', { dataset: source.dataset, workspace });
  return found.document;
};

const edited = (
  { document, revision }: Versioned<Task>,
  { user }: TaskCaller,
  { now, request }: { readonly now: number; readonly request: Readonly<Record<string, unknown>> },
) => {
  const task: Task = { ...document, edited: { user, at: now }, updatedAt: now };
  const trace = taskTrace(task, 'updateRefineJob', { time: now, user, revision: revision + 1, request });
  return { task, trace };
};
