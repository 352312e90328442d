import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { type Item, inWorkspace, printItem, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { type ApiCall, callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { type OutputChoice, outputOf, withOutputOptions } from './output-options.ts';
import { recipeChoice } from './recipe-choice.ts';
import { taskPath } from './tasks-resource.ts';

interface EditOptions extends WorkspaceOptions, OutputChoice {
  readonly recipe?: string;
  readonly name?: string;
  readonly description?: string;
  readonly revision?: number;
}

/** A task as the API gives it, as far as it is edited. */
interface EditedTask extends Item {
  readonly revision: number;
  readonly output?: Readonly<Record<string, unknown>>;
}

type Change = Pick<ApiCall, 'method' | 'path' | 'body'>;

/** Adds `edit ID` to a command. */
export const addEditCommand = (parent: Command): void => {
  withOutputOptions(inWorkspace(parent.command('edit')))
    .description('change a task that does not run; its name and description at any time')
    .argument('<id>')
    .option('--recipe <recipe>', 'YAML or JSON file, or the id of a template')
    .option('--name <name>', 'name of the task')
    .option('--description <text>', 'description of the task')
    .option('--revision <number>', 'only if it is still at this revision, which show tells', wholeNumber(1))
    .action(async (id: string, _options, command: Command) => {
      const options: EditOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      const task = await callApi<EditedTask>({ path: taskPath(id), query });
      const changes = await changesOf(id, options, task);
      let edited: EditedTask = { ...task, revision: options.revision ?? task.revision };
      for (const change of changes) {
        // Nobody else's change may come in between: each has the revision that the one before it has made.
        edited = await callApi<EditedTask>({ ...change, query, ifMatch: String(edited.revision) });
      }
      printItem(edited, options);
    });
};

/**
 * The requests that make the changes, those first that may be refused.
 * @throws SluiceError ModelArts.72060001 when there is none
 */
const changesOf = async (id: string, options: EditOptions, task: EditedTask): Promise<readonly Change[]> => {
  const { recipe, name, description } = options;
  const path = taskPath(id);
  const output = outputOf(options);
  const changes: Change[] = [];
  if (recipe !== undefined) {
    changes.push({ method: 'PUT', path: `${path}/recipe`, body: await recipeChoice(recipe) });
  }
  if (output !== undefined) {
    changes.push({ method: 'PUT', path: `${path}/output`, body: { ...task.output, ...output } });
  }
  if (name !== undefined || description !== undefined) {
    changes.push({ method: 'PATCH', path, body: { name, description } });
  }
  if (changes.length > 0) return changes;
  throw new SluiceError('ModelArts.72060001', { argument: 'options', reason: 'nothing is to be changed' });
};
