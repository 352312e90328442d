import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { type Item, inWorkspace, timeColumn, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { downloadApi } from '../api/download-api.ts';
import { formatTable } from '../terminal/format-table.ts';
import { isForPrograms, printNote, printValue } from '../terminal/output.ts';

interface AnalysisOptions extends WorkspaceOptions {
  readonly path?: string;
  readonly output?: string;
}

interface FilesReply {
  readonly total_number: number;
  readonly size_bytes: number;
  readonly files: readonly Item[];
}

/** Adds `analysis RUN OPERATOR`: lists its files, or writes one or an archive of all into a file. */
export const addAnalysisCommand = (parent: Command): void => {
  inWorkspace(parent.command('analysis'))
    .description('the files with the records that an operator changed, dropped or rejected')
    .argument('<run>')
    .argument('<operator>', 'its name in the report; of an import, the stage')
    .option('--output <file>', 'write them into a tar archive')
    .option('--path <path>', 'this file of the list only, as it is; with --output')
    .action(async (run: string, operator: string, _options, command: Command) =>
      showFiles(run, operator, command.optsWithGlobals()),
    );
};

const showFiles = async (run: string, operator: string, options: AnalysisOptions): Promise<void> => {
  const base = `/runs/${encodeURIComponent(run)}/operators/${encodeURIComponent(operator)}/analysis-files`;
  const { workspace: workspace_id, path: file, output } = options;
  if (output !== undefined) {
    const path = `${base}/${file === undefined ? 'download' : 'content'}`;
    const bytes = await downloadApi({ path, query: { workspace_id, path: file } }, output);
    return printNote(`${bytes} bytes in ${output}`);
  }
  if (file !== undefined) {
    throw new SluiceError('ModelArts.72060001', { argument: 'path', reason: 'it goes with --output' });
  }
  const reply = await callApi<FilesReply>({ path: base, query: { workspace_id } });
  printValue(reply, () => formatTable(reply.files, columns), options);
  if (!isForPrograms(options)) printNote(`${reply.total_number} files, ${reply.size_bytes} bytes`);
};

const columns = [
  { title: 'PATH', value: ({ path }: Item) => String(path) },
  { title: 'KIND', value: ({ kind }: Item) => String(kind) },
  { title: 'BYTES', value: (item: Item) => Number(item['size_bytes']) },
  timeColumn('WRITTEN (UTC)', 'update_time'),
];
