import { type Command, Option } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { addActionCommand } from '../api/add-action-command.ts';
import { type Item, inWorkspace, printItem, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { afterRun } from '../api/after-run.ts';
import { callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { afterRetry } from './after-retry.ts';
import { outputOf, withOutputOptions } from './output-options.ts';
import { taskPath, tasks } from './tasks-resource.ts';

/** Adds `start`, `stop`, `retry`, `generate` and `stop-generating`, each with an ID, to a command. */
export const addRunCommands = (parent: Command): void => {
  addStartCommand(parent);
  addActionCommand(parent, tasks, {
    verb: 'stop',
    description: 'stop its run',
    follow: afterStop,
  }).option('--wait', 'until the run has stopped');
  addRetryCommand(parent);
  addGenerateCommand(parent);
  addActionCommand(parent, tasks, {
    verb: 'stop-generating',
    description: 'stop the making of its data set',
    follow: afterStop,
  }).option('--wait', 'until the run has stopped');
};

const afterStop = (task: Item, options: Item & WorkspaceOptions): Promise<Item | undefined> =>
  afterRun(task, task['latest_run'], options);

const addStartCommand = (parent: Command): void => {
  const start = addActionCommand(parent, tasks, {
    verb: 'start',
    description: 'start a run of a task that is complete and has not failed',
    body: (options) => ({ output: outputOf(options), sample_count: options['sampleCount'] }),
    follow: (run, options) => afterRun(run, run['id'], options),
  });
  withOutputOptions(start)
    .option('--sample-count <count>', 'records to take from the start of the source', wholeNumber(1))
    .option('--wait', 'follow the run until it ends');
};

const addRetryCommand = (parent: Command): void => {
  const retry = addActionCommand(parent, tasks, {
    verb: 'retry',
    description: 'have a failed task go on with what it has not done',
    body: (options) => ({ from: options['from'], output: outputOf(options) }),
    follow: afterRetry,
  });
  withOutputOptions(retry)
    .addOption(
      new Option('--from <place>', 'start: do all of it again')
        .choices(['failed', 'start'])
        .default('failed'),
    )
    .option('--wait', 'follow the run until it ends');
};

const addGenerateCommand = (parent: Command): void => {
  inWorkspace(parent.command('generate'))
    .description('make the data set of a task whose operators are done, when that has failed or been stopped')
    .argument('<id>')
    .option('--wait', 'follow the run until it ends')
    .action(async (id: string, _options, command: Command) => {
      const options: Item & WorkspaceOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      const { latest_run: latest, latest_status: status } = await callApi<Item>({
        path: taskPath(id),
        query,
      });
      if (typeof latest !== 'string') {
        throw new SluiceError('ModelArts.72020052', { status: String(status), reason: 'it has not run yet' });
      }
      const path = `/runs/${encodeURIComponent(latest)}/generate-dataset`;
      const run = await afterRetry(await callApi<Item>({ method: 'POST', path, query }), options);
      if (run !== undefined) printItem(run, options);
    });
};
