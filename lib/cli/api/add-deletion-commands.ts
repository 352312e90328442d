import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { formatTable } from '../terminal/format-table.ts';
import { printValue } from '../terminal/output.ts';
import { addActionCommand } from './add-action-command.ts';
import {
  type Item,
  inWorkspace,
  printItem,
  type Resource,
  type WorkspaceOptions,
} from './add-item-commands.ts';
import { type ApiError, type ApiQuery, callApi, fromApiError } from './call-api.ts';

/** Adds `delete ID…`, `restore ID` and `purge ID` to a command. Gives the last, for further options. */
export const addDeletionCommands = (
  parent: Command,
  resource: Pick<Resource, 'path'>,
  purgeQuery?: (options: Item) => ApiQuery,
): Command => {
  addDeleteCommand(parent, resource);
  addActionCommand(parent, resource, { verb: 'restore', description: 'take back that it was deleted' });
  return addPurgeCommand(parent, resource, purgeQuery);
};

/** What came of one item of a batch. */
interface Outcome {
  readonly id: string;
  readonly error?: ApiError;
}

const addDeleteCommand = (parent: Command, { path }: Pick<Resource, 'path'>): void => {
  inWorkspace(parent.command('delete'))
    .description('delete one or several, such that they can be restored')
    .argument('<ids...>')
    .action(async (ids: readonly string[], _options, command: Command) => {
      const options: WorkspaceOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      const [id] = ids;
      if (ids.length === 1 && id !== undefined) {
        const item = await callApi<Item>({
          method: 'DELETE',
          path: `${path}/${encodeURIComponent(id)}`,
          query,
        });
        return printItem(item, options);
      }
      const reply = await callApi<{ readonly results: readonly Outcome[] }>({
        method: 'POST',
        path: `${path}/batch-delete`,
        query,
        body: { ids },
      });
      printValue(reply, () => outcomeTable(reply.results), options);
      const failed = reply.results.find(({ error }) => error !== undefined);
      // The others are deleted; what the exit code says is that not all of them are.
      if (failed?.error !== undefined) throw fromApiError(failed.error);
    });
};

const outcomeTable = (results: readonly Outcome[]): string =>
  formatTable(results, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'OUTCOME', value: ({ error }) => (error === undefined ? 'deleted' : whyNot(error)) },
    { title: 'CODE', value: ({ error }) => error?.error_code },
  ]);

/** The reason, where there is one: it says more than the documented sentence. */
const whyNot = ({ error_msg, details }: ApiError): string | number => details?.['reason'] ?? error_msg;

/** What people type to have something deleted for good, in every language. */
const confirmation = 'DELETE';

const addPurgeCommand = (
  parent: Command,
  { path }: Pick<Resource, 'path'>,
  moreQuery: (options: Item) => ApiQuery = () => ({}),
): Command =>
  inWorkspace(parent.command('purge'))
    .description('delete for good what is deleted already')
    .argument('<id>')
    .option('--confirm <word>', `${confirmation}, as you mean it`)
    .action(async (id: string, _options, command: Command) => {
      const options: Item & WorkspaceOptions & { readonly confirm?: string } = command.optsWithGlobals();
      const confirm = options.confirm ?? (await askForConfirmation(id));
      const query = { workspace_id: options.workspace, permanent: 'true', confirm, ...moreQuery(options) };
      printItem(
        await callApi<Item>({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}`, query }),
        options,
      );
    });

/** @throws SluiceError ModelArts.72060001 where nobody can be asked */
const askForConfirmation = async (id: string): Promise<string> => {
  if (!process.stdin.isTTY) {
    throw new SluiceError('ModelArts.72060001', {
      argument: 'confirm',
      reason: `deleting for good needs --confirm ${confirmation}`,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`Nothing brings ${id} back. Type ${confirmation} to delete it for good: `);
  } finally {
    terminal.close();
  }
};
