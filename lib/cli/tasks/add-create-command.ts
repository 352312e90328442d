import type { Command } from 'commander';
import { inWorkspace, printItem, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { type OutputChoice, outputOf, withOutputOptions } from './output-options.ts';
import { recipeChoice } from './recipe-choice.ts';
import { tasks } from './tasks-resource.ts';

interface CreateOptions extends WorkspaceOptions, OutputChoice {
  readonly dataset: string;
  readonly datasetVersion?: number;
  readonly recipe?: string;
  readonly name?: string;
  readonly description?: string;
}

/** Adds `create` to a command. */
export const addCreateCommand = (parent: Command): void => {
  withOutputOptions(inWorkspace(parent.command('create')))
    .description('create a task, without starting it; what it lacks can be given by edit')
    .requiredOption('--dataset <name>', 'data set to refine')
    .option('--dataset-version <number>', 'version of the source; the newest by default', wholeNumber(1))
    .option('--recipe <recipe>', 'YAML or JSON file, or the id of a template')
    .option('--name <name>', 'name of the task; data-refine- and the time by default')
    .option('--description <text>', 'description of the task')
    .action(async (_options, command: Command) => {
      const options: CreateOptions = command.optsWithGlobals();
      const { workspace, dataset, datasetVersion, recipe, name, description } = options;
      const body = {
        name,
        description,
        dataset,
        version: datasetVersion,
        ...(await recipeChoice(recipe)),
        output: outputOf(options),
      };
      const query = { workspace_id: workspace };
      printItem(await callApi({ method: 'POST', path: tasks.path, query, body }), options);
    });
};
