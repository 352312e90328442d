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
import { addAnalysisCommand } from '../runs/add-analysis-command.ts';
import { addChangesCommand } from '../runs/add-changes-command.ts';
import { addLogsCommand } from '../runs/add-logs-command.ts';
import { addRunActions } from '../runs/add-run-actions.ts';
import { type Overview, overviewText, type Report, reportText } from '../runs/run-report-text.ts';
import { wholeNumber } from '../shared-options.ts';
import { formatTable } from '../terminal/format-table.ts';
import { isForPrograms, printNote, printValue } from '../terminal/output.ts';

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
  filters: ['status', 'dataset'],
} as const;

/** `sluice runs list | show | overview | report | logs | changes | analysis | operations | stop | retry`. */
export const addRunsCommand = (program: Command): void => {
  const command = program.command('runs').description('executions of connections and tasks');
  addListCommand(command, runs, ({ parent }) => ({
    parent_id: parent === undefined ? undefined : String(parent),
  })).option('--parent <id>', 'of this connection or task');
  addShowCommand(command, runs);
  addReportCommand<Overview>(command, {
    name: 'overview',
    description: 'how long it took, its steps, its samples before and after; also while it is under way',
    text: overviewText,
  });
  addReportCommand<Report>(command, {
    name: 'report',
    description: 'what each operator did, with the failure on top; also while it is under way',
    text: reportText,
  });
  addLogsCommand(command);
  addChangesCommand(command);
  addAnalysisCommand(command);
  addOperationsCommand(command);
  addRunActions(command);
};

const addReportCommand = <Reply>(
  parent: Command,
  {
    name,
    description,
    text,
  }: {
    readonly name: 'overview' | 'report';
    readonly description: string;
    readonly text: (reply: Reply) => string;
  },
): void => {
  inWorkspace(parent.command(name))
    .description(description)
    .argument('<run>')
    .action(async (id: string, _options, command: Command) => {
      const options: WorkspaceOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      const reply = await callApi<Reply>({ path: `${runs.path}/${encodeURIComponent(id)}/${name}`, query });
      printValue(reply, () => text(reply), options);
    });
};

interface OperationsOptions extends WorkspaceOptions {
  readonly limit: number;
  readonly offset: number;
}

const addOperationsCommand = (parent: Command): void => {
  inWorkspace(parent.command('operations'))
    .description('what was done with a run, and what it did, in the last seven days, newest first')
    .argument('<run>')
    .option('--limit <count>', 'most to give, at most 100', wholeNumber(1), 20)
    .option('--offset <count>', 'how many to skip', wholeNumber(0), 0)
    .action(async (id: string, _options, command: Command) => {
      const options: OperationsOptions = command.optsWithGlobals();
      const { workspace: workspace_id, limit, offset } = options;
      const path = `${runs.path}/${encodeURIComponent(id)}/operations`;
      const reply = await callApi<{
        readonly total_number: number;
        readonly operations: readonly Item[];
      }>({ path, query: { workspace_id, limit, offset } });
      printValue(reply, () => formatTable(reply.operations, operationColumns), options);
      const next = offset + reply.operations.length;
      if (next < reply.total_number && !isForPrograms(options))
        printNote(`${reply.operations.length} of ${reply.total_number}; next: --offset ${next}`);
    });
};

const operationColumns = [
  timeColumn('TIME (UTC)', 'time'),
  column('OPERATION', 'trace_name'),
  column('RATING', 'trace_rating'),
  column('USER', 'user'),
  { title: 'REQUEST', value: ({ request }: Item) => jsonText(request) },
  { title: 'RESPONSE', value: ({ response }: Item) => jsonText(response) },
];

const jsonText = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

const nameOfParent = (parent: unknown): string | undefined =>
  typeof parent === 'object' && parent !== null && 'name' in parent ? String(parent.name) : undefined;
