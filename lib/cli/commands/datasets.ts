import { type Command, InvalidArgumentError } from 'commander';
import {
  addListCommand,
  addShowCommand,
  column,
  inWorkspace,
  printItem,
  timeColumn,
  type WorkspaceOptions,
} from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';

const datasets = {
  path: '/datasets',
  plural: 'datasets',
  columns: [
    column('NAME', 'name'),
    column('STATUS', 'status'),
    column('TYPE', 'dataset_type'),
    column('VERSION', 'current_version'),
    column('RECORDS', 'sample_count'),
    column('BYTES', 'size_bytes'),
    timeColumn('UPDATED (UTC)', 'update_time'),
  ],
};

/** `sluice datasets list | show NAME | version NAME N`. */
export const addDatasetsCommand = (program: Command): void => {
  const command = program.command('datasets').description('data sets and their versions');
  addListCommand(command, datasets);
  addShowCommand(command, datasets);
  inWorkspace(command.command('version'))
    .description('one version, with its parts')
    .argument('<name>')
    .argument('<number>', 'number of the version', versionNumber)
    .action(async (name: string, version: number, _options, own: Command) => {
      const options: WorkspaceOptions = own.optsWithGlobals();
      const path = `${datasets.path}/${encodeURIComponent(name)}/versions/${version}`;
      printItem(await callApi({ path, query: { workspace_id: options.workspace } }), options);
    });
};

const versionNumber = (text: string): number => {
  const [, digits] = /^v?([1-9]\d*)$/i.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('It must be a number from 1, such as 1 or v1.');
  return Number(digits);
};
