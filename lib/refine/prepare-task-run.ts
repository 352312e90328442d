import { SluiceError } from '../errors/sluice-error.ts';
import type { Dataset, Task } from '../model/document.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import { loadUsableDataset } from './create-task.ts';
import { changedOutput, claimOutput, type OutputChange } from './task-output.ts';

/** A task that lacks nothing. */
export type CompleteTask = Task & Required<Pick<Task, 'recipe' | 'output'>>;

export interface PreparedRun {
  readonly task: CompleteTask;
  readonly source: Dataset;
  /** What the run makes a version of, as it is to be written. */
  readonly dataset: Versioned<Dataset>;
}

/**
 * Finds out whether a task can run, with the changes of the request to its output.
 * @throws SluiceError ModelArts.72020050 when it is not complete, 72010003 and 72020022 for its source, 72010001 for its
 * output, and what `parseRecipe` throws: operators may have changed since the recipe was saved
 */
export const prepareTaskRun = async (
  documents: DocumentStore,
  given: Task,
  { change, now }: { readonly change: OutputChange | undefined; readonly now: number },
): Promise<PreparedRun> => {
  const task = requireComplete(given, change);
  const source = await loadUsableDataset(documents, task.workspace, task.source.dataset);
  if (task.source.version > source.version) {
    throw new SluiceError('ModelArts.72020022', { dataset: source.id, reason: 'no such version' });
  }
  parseRecipe(task.recipe, source.type, source.format);
  const dataset = await claimOutput(documents, { task, output: task.output, source, now });
  return { task, source, dataset };
};

const requireComplete = (task: Task, change: OutputChange | undefined): CompleteTask => {
  const { recipe } = task;
  if (recipe === undefined) throw incomplete('it has no recipe yet');
  const output = changedOutput(task.output, change);
  if (output === undefined) throw incomplete('it is not said yet what data set it makes');
  return { ...task, recipe, output };
};

const incomplete = (reason: string): SluiceError => new SluiceError('ModelArts.72020050', { reason });
