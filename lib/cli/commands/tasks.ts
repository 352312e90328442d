import type { Command } from 'commander';
import { addActionCommand } from '../api/add-action-command.ts';
import { addDeletionCommands } from '../api/add-deletion-commands.ts';
import { addListCommand, addShowCommand, type Item } from '../api/add-item-commands.ts';
import type { ApiQuery } from '../api/call-api.ts';
import { addCreateCommand } from '../tasks/add-create-command.ts';
import { addEditCommand } from '../tasks/add-edit-command.ts';
import { addOperationsCommand } from '../tasks/add-operations-command.ts';
import { addRunCommands } from '../tasks/add-run-commands.ts';
import { tasks } from '../tasks/tasks-resource.ts';

/**
 * `sluice tasks list | show | create | edit | duplicate | start | stop | retry | generate | stop-generating | delete |
 * restore | purge | operations`.
 */
export const addTasksCommand = (program: Command): void => {
  const command = program.command('tasks').description('refining tasks: a recipe over a data set');
  addListCommand(command, tasks, statusQuery);
  addShowCommand(command, tasks);
  addCreateCommand(command);
  addEditCommand(command);
  addActionCommand(command, tasks, {
    verb: 'duplicate',
    description: 'an unfinished task with its source and recipe',
    body: ({ name }) => ({ name }),
  }).option('--name <name>', 'name of the new task; that of the other and -copy by default');
  addRunCommands(command);
  addDeletionCommands(command, tasks);
  addOperationsCommand(command);
};

/** The specification has a longer name for what people call generated. */
const statusQuery = ({ status }: Item): ApiQuery =>
  typeof status === 'string' && status.toLowerCase() === 'generated'
    ? { latest_status: 'DATASET_GENERATED' }
    : {};
