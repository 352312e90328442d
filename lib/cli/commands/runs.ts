import type { Command } from 'commander';
import {
  addListCommand,
  addShowCommand,
  column,
  type Item,
  inWorkspace,
  timeColumn,
  type WorkspaceOptions,
} from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { reportTable } from '../report-table.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { printValue } from '../terminal/output.ts';

const runs = {
  path: '/runs',
  plural: 'runs',
  columns: [
    column('ID', 'id'),
    column('KIND', 'kind'),
    column('STATUS', 'status'),
    { title: 'OF', value: (item: Item) => nameOfParent(item['parent']) },
    timeColumn('CREATED (UTC)', 'create_time'),
    timeColumn('ENDED (UTC)', 'end_time'),
  ],
};

/** `sluice runs list | show ID | report ID`. */
export const addRunsCommand = (program: Command): void => {
  const command = program.command('runs').description('executions of connections and tasks');
  addListCommand(command, runs);
  addShowCommand(command, runs);
  inWorkspace(command.command('report'))
    .description('what each operator did, or the problems that failed an import')
    .argument('<id>')
    .action(async (id: string, _options, own: Command) => {
      const options: WorkspaceOptions = own.optsWithGlobals();
      const path = `${runs.path}/${encodeURIComponent(id)}/report`;
      const report = await callApi<Item>({ path, query: { workspace_id: options.workspace } });
      printValue(report, () => reportText(report), options);
    });
};

const reportText = (report: Item): string =>
  'operators' in report
    ? reportTable(report)
    : formatFacts(
        Object.fromEntries(Object.entries(report).map(([name, value]) => [name, JSON.stringify(value)])),
      );

const nameOfParent = (parent: unknown): string | undefined =>
  typeof parent === 'object' && parent !== null && 'name' in parent ? String(parent.name) : undefined;
