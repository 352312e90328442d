import type { Command } from 'commander';
import { addListCommand, addShowCommand, column, timeColumn } from '../api/add-item-commands.ts';

const connections = {
  path: '/data-connections',
  plural: 'connections',
  columns: [
    column('ID', 'id'),
    column('NAME', 'name'),
    column('STATUS', 'status'),
    column('TYPE', 'dataset_type'),
    column('DATA SET', 'dataset'),
    timeColumn('CREATED (UTC)', 'create_time'),
  ],
};

/** `sluice connections list | show ID`. */
export const addConnectionsCommand = (program: Command): void => {
  const command = program.command('connections').description('tasks that import a source');
  addListCommand(command, connections);
  addShowCommand(command, connections);
};
