import { type Command, Option } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { DatasetType, Shape } from '../../model/dataset-type.ts';
import { addActionCommand } from '../api/add-action-command.ts';
import { addDeletionCommands } from '../api/add-deletion-commands.ts';
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
import { afterRun } from '../api/after-run.ts';
import { callApi } from '../api/call-api.ts';
import { sharedOptions } from '../shared-options.ts';

const connections = {
  path: '/data-connections',
  plural: 'connections',
  columns: [
    column('ID', 'id'),
    column('NAME', 'name'),
    column('STATUS', 'status'),
    column('TYPE', 'dataset_type'),
    column('DATA SET', 'dataset'),
    column('CREATOR', 'creator'),
    timeColumn('CREATED (UTC)', 'create_time'),
  ],
  filters: ['id', 'name', 'status', 'dataset', 'creator', 'mine', 'deleted'],
} as const;

/** `sluice connections list | show | create | edit | retry | stop | sync | delete | restore | purge`. */
export const addConnectionsCommand = (program: Command): void => {
  const command = program.command('connections').description('tasks that import a source');
  addListCommand(command, connections);
  addShowCommand(command, connections);
  addCreateCommand(command);
  addEditCommand(command);
  addRetryCommand(command);
  addActionCommand(command, connections, {
    verb: 'stop',
    description: 'stop its import, or its wait for files',
  });
  addActionCommand(command, connections, {
    verb: 'sync',
    description: 'import the next version of its data set, if its files have changed',
    follow: (reply, options) => afterRun(reply, reply['run'], options),
  }).option('--wait', 'follow the run until it ends');
  addDeletionCommands(command, connections, ({ deleteFiles }) => ({
    delete_files: deleteFiles === true ? 'true' : undefined,
  })).option('--delete-files', 'its uploaded files too; its data set stays in any case');
};

interface ManifestOptions extends WorkspaceOptions {
  readonly wait?: boolean;
  readonly manifest?: string;
  readonly type?: DatasetType;
  readonly dataset?: string;
  readonly name?: string;
  readonly mode?: 'strict' | 'quarantine';
  readonly format?: Shape;
  readonly thinking?: boolean;
}

const addCreateCommand = (parent: Command): void => {
  inWorkspace(parent.command('create'))
    .description('import the files that lie in a folder of the inbox')
    .argument('<folder>', 'its name; it becomes the id of the connection')
    .addOption(
      new Option('--manifest <file>', 'JSON file with what connection.json is to say').conflicts([
        'type',
        'dataset',
        'name',
        'mode',
        'format',
        'thinking',
      ]),
    )
    .addOption(sharedOptions.type())
    .option('--dataset <name>', 'data set to make')
    .option('--name <name>', 'name of the connection')
    .addOption(sharedOptions.mode())
    .addOption(sharedOptions.format())
    .option('--thinking', 'answers must hold <think>…</think>')
    .option('--wait', 'follow the run until it ends')
    .action(async (folder: string, _options, command: Command) => {
      const options: ManifestOptions = command.optsWithGlobals();
      const body = { id: folder, manifest: await manifestOf(options) };
      const query = { workspace_id: options.workspace };
      const reply = await callApi<Item>({ method: 'POST', path: connections.path, query, body });
      const item = await afterRun(reply, reply['latest_run'], options);
      if (item !== undefined) printItem(item, options);
    });
};

const manifestOf = async (options: ManifestOptions): Promise<unknown> => {
  const { manifest, type, dataset, name, mode, format, thinking } = options;
  if (manifest !== undefined) return (await import('../read-manifest.ts')).readManifest(manifest);
  const missing = type === undefined ? '--type' : '--dataset';
  if (type === undefined || dataset === undefined) {
    throw new SluiceError('ModelArts.72060001', { argument: missing, reason: 'or give --manifest' });
  }
  return { name, datasetType: type, datasetName: dataset, mode, format, thinking };
};

const addEditCommand = (parent: Command): void => {
  inWorkspace(parent.command('edit'))
    .description('replace what it imports and how; its next import does so')
    .argument('<id>')
    .requiredOption('--manifest <file>', 'JSON file, written as connection.json is')
    .action(async (id: string, _options, command: Command) => {
      const options: WorkspaceOptions & { readonly manifest: string } = command.optsWithGlobals();
      const { readManifest } = await import('../read-manifest.ts');
      const body = await readManifest(options.manifest);
      const query = { workspace_id: options.workspace };
      const path = `${connections.path}/${encodeURIComponent(id)}`;
      printItem(await callApi<Item>({ method: 'PUT', path, query, body }), options);
    });
};

const addRetryCommand = (parent: Command): void => {
  addActionCommand(parent, connections, {
    verb: 'retry',
    description: 'import the files of a failed or stopped one as they lie there now',
    body: async ({ reEdit }) => {
      if (typeof reEdit !== 'string') return { mode: 'start_now' };
      const { readManifest } = await import('../read-manifest.ts');
      return { mode: 're_edit', manifest: await readManifest(reEdit) };
    },
    follow: (reply, options) => afterRun(reply, reply['latest_run'], options),
  })
    .option('--re-edit <file>', 'with another manifest: a JSON file, written as connection.json is')
    .option('--wait', 'follow the run until it ends');
};
