import { type Command, Option } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
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

const schedules = {
  path: '/schedules',
  plural: 'schedules',
  columns: [
    column('ID', 'id'),
    column('NAME', 'name'),
    column('EXPRESSION', 'expression'),
    { title: 'TARGET', value: (item: Item) => targetText(item['target']) },
    column('STATUS', 'status'),
    timeColumn('NEXT (UTC)', 'next_time'),
    { title: 'LAST', value: (item: Item) => lastText(item['last']) },
  ],
};

const targetText = (target: unknown): string => {
  const { kind, id } = target as { readonly kind: string; readonly id: string }; // the API's contract
  return `${kind} ${id}`;
};

/** The run that the last slot started, or the code of why it did not. */
const lastText = (last: unknown): string | undefined => {
  const { run, error } = (last ?? {}) as {
    readonly run?: string;
    readonly error?: { readonly error_code: string };
  }; // the API's contract
  return error?.error_code ?? run;
};

/** `sluice schedules list | show | create | edit | enable | disable | delete`. */
export const addSchedulesCommand = (program: Command): void => {
  const command = program.command('schedules').description('what starts by itself, and when');
  addListCommand(command, schedules);
  addShowCommand(command, schedules);
  addCreateCommand(command);
  addEditCommand(command);
  addSwitchCommand(command, { name: 'enable', enabled: true, description: 'let it fire, counting from now' });
  addSwitchCommand(command, { name: 'disable', enabled: false, description: 'do not let it fire' });
  inWorkspace(command.command('delete'))
    .description('delete it; runs that it has started go on')
    .argument('<id>')
    .action((id: string, _options, own: Command) => change(own, { method: 'DELETE', id }));
};

interface ChangeOptions extends WorkspaceOptions {
  readonly name?: string;
  readonly expression?: string;
  readonly task?: string;
  readonly connection?: string;
  readonly disabled?: boolean;
}

const withFacts = (command: Command): Command =>
  inWorkspace(command)
    .option('--name <name>', 'name of the schedule')
    .option('--expression <expression>', '"rate(5 minutes)" or "cron(0 3 * * ? *)", UTC')
    .addOption(new Option('--task <id>', 'task to start').conflicts('connection'))
    .option('--connection <id>', 'connection whose source is synchronized');

const addCreateCommand = (parent: Command): void => {
  withFacts(parent.command('create'))
    .description('create a schedule')
    .option('--disabled', 'do not let it fire yet')
    .action(async (_options, own: Command) => {
      const options: ChangeOptions = own.optsWithGlobals();
      const body = { ...factsOf(options), enabled: options.disabled !== true };
      const query = { workspace_id: options.workspace };
      printItem(await callApi({ method: 'POST', path: schedules.path, query, body }), options);
    });
};

const addEditCommand = (parent: Command): void => {
  withFacts(parent.command('edit'))
    .description('change a schedule')
    .argument('<id>')
    .action((id: string, _options, own: Command) => {
      const body = factsOf(own.optsWithGlobals());
      if (Object.values(body).some((value) => value !== undefined)) {
        return change(own, { method: 'PATCH', id, body });
      }
      throw new SluiceError('ModelArts.72060001', {
        argument: 'options',
        reason: 'nothing is to be changed',
      });
    });
};

const addSwitchCommand = (
  parent: Command,
  { name, description, enabled }: Readonly<{ name: string; description: string; enabled: boolean }>,
): void => {
  inWorkspace(parent.command(name))
    .description(description)
    .argument('<id>')
    .action((id: string, _options, own: Command) => change(own, { method: 'PATCH', id, body: { enabled } }));
};

const factsOf = ({ name, expression, task, connection }: ChangeOptions) => ({
  name,
  expression,
  target: targetOf(task, connection),
});

const targetOf = (task: string | undefined, connection: string | undefined) => {
  if (task !== undefined) return { kind: 'task', id: task };
  return connection === undefined ? undefined : { kind: 'connection', id: connection };
};

const change = async (
  own: Command,
  { method, id, body }: { readonly method: 'PATCH' | 'DELETE'; readonly id: string; readonly body?: unknown },
): Promise<void> => {
  const options: WorkspaceOptions = own.optsWithGlobals();
  const path = `${schedules.path}/${encodeURIComponent(id)}`;
  const query = { workspace_id: options.workspace };
  printItem(await callApi({ method, path, query, body }), options);
};
