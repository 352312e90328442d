import type { Command } from 'commander';
import {
  addListCommand,
  addShowCommand,
  column,
  type Item,
  inWorkspace,
  printItem,
  timeColumn,
  type WorkspaceOptions,
} from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';

const tasks = {
  path: '/refine-jobs',
  plural: 'refine_jobs',
  columns: [
    column('ID', 'id'),
    column('NAME', 'name'),
    column('STATUS', 'latest_status'),
    timeColumn('CREATED (UTC)', 'create_time'),
  ],
};

interface CreateOptions extends WorkspaceOptions {
  readonly dataset: string;
  readonly recipe: string;
  readonly output: string;
  readonly name?: string;
  readonly datasetVersion?: number;
  readonly description?: string;
}

/** `sluice tasks list | show ID | create … | start ID`. */
export const addTasksCommand = (program: Command): void => {
  const command = program.command('tasks').description('refining tasks: a recipe over a data set');
  addListCommand(command, tasks);
  addShowCommand(command, tasks);
  addCreateCommand(command);
  addStartCommand(command);
};

const addCreateCommand = (parent: Command): void => {
  inWorkspace(parent.command('create'))
    .description('create a task, without starting it')
    .requiredOption('--dataset <name>', 'data set to refine')
    .requiredOption('--recipe <recipe>', 'YAML or JSON file, or the id of a template')
    .requiredOption('--output <name>', 'data set to make')
    .option('--dataset-version <number>', 'version of the source; the newest by default', wholeNumber(1))
    .option('--name <name>', 'name of the task')
    .option('--description <text>')
    .action(async (_options, command: Command) => {
      const options: CreateOptions = command.optsWithGlobals();
      const { workspace, dataset, recipe, output, name, datasetVersion, description } = options;
      const { readRecipe } = await import('../read-recipe.ts');
      const body = {
        name,
        description,
        dataset,
        version: datasetVersion,
        recipe: await readRecipe(recipe),
        output: { dataset: output },
      };
      const query = { workspace_id: workspace };
      printItem(await callApi({ method: 'POST', path: tasks.path, query, body }), options);
    });
};

interface StartOptions extends WorkspaceOptions {
  readonly wait?: boolean;
}

const addStartCommand = (parent: Command): void => {
  inWorkspace(parent.command('start'))
    .description('start a run of a task')
    .argument('<id>')
    .option('--wait', 'follow the run until it ends')
    .action(async (id: string, _options, command: Command) => {
      const options: StartOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      const path = `${tasks.path}/${encodeURIComponent(id)}/start`;
      const run = await callApi<Item>({ method: 'POST', path, query });
      const { followRun } = await import('../api/follow-run.ts');
      printItem(options.wait ? await followRun(String(run['id']), options.workspace) : run, options);
    });
};
