import type { Command } from 'commander';
import {
  column,
  type Item,
  inWorkspace,
  listView,
  timeColumn,
  type WorkspaceOptions,
} from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { printValue } from '../terminal/output.ts';
import { taskPath } from './tasks-resource.ts';

const operations = {
  plural: 'operations',
  columns: [
    timeColumn('TIME (UTC)', 'time'),
    column('OPERATION', 'trace_name'),
    { title: 'WHAT', value: (item: Item) => whatText(item['request']) },
    column('OF', 'resource_id'),
    column('USER', 'user'),
    { title: 'RESULT', value: (item: Item) => resultText(item['response']) },
  ],
};

/** What a name alone does not tell: the changed parts, the stage, where a retry goes on. */
const whatText = (request: unknown): string | undefined => {
  const { changes, kind, from, permanent } = (request ?? {}) as {
    readonly changes?: readonly string[];
    readonly kind?: string;
    readonly from?: string;
    readonly permanent?: true;
  }; // as the engine and the use cases write them
  if (permanent) return 'for good';
  return changes?.join(', ') ?? kind ?? (from === undefined ? undefined : `from ${from}`);
};

const resultText = (response: unknown): string | undefined => {
  const { error_code, status, record_count } = (response ?? {}) as {
    readonly error_code?: string;
    readonly status?: string;
    readonly record_count?: number;
  }; // as the engine and the use cases write them
  return error_code ?? status ?? (record_count === undefined ? undefined : `${record_count} records`);
};

interface OperationsOptions extends WorkspaceOptions {
  readonly limit: number;
  readonly offset: number;
}

/** Adds `operations ID` to a command. */
export const addOperationsCommand = (parent: Command): void => {
  inWorkspace(parent.command('operations'))
    .description('what was done with a task and what its runs did in the last seven days, newest first')
    .argument('<id>')
    .option('--limit <count>', 'most to give, at most 100', wholeNumber(1), 20)
    .option('--offset <count>', 'how many to skip', wholeNumber(0), 0)
    .action(async (id: string, _options, command: Command) => {
      const options: OperationsOptions = command.optsWithGlobals();
      const { workspace, limit, offset } = options;
      const query = { workspace_id: workspace, limit, offset };
      const reply = await callApi<Item>({ path: `${taskPath(id)}/operations`, query });
      const { value, text } = listView(reply, operations, options);
      printValue(value, text, options);
    });
};
