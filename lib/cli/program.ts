import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { LANGUAGES } from '../errors/table/index.ts';
import { addConnectionsCommand } from './commands/connections.ts';
import { addConvertCommand } from './commands/convert.ts';
import { addDatasetsCommand } from './commands/datasets.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addErrorsCommand } from './commands/errors.ts';
import { addEventsCommand } from './commands/events.ts';
import { addOpCommand } from './commands/op.ts';
import { addOperatorsCommand } from './commands/operators.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addRunCommand } from './commands/run.ts';
import { addRunsCommand } from './commands/runs.ts';
import { addSchedulesCommand } from './commands/schedules.ts';
import { addSendCommand } from './commands/send.ts';
import { addStartCommand } from './commands/start.ts';
import { addTasksCommand } from './commands/tasks.ts';
import { addTemplatesCommand } from './commands/templates.ts';
import { addTracesCommand } from './commands/traces.ts';
import { addTypesCommand } from './commands/types.ts';
import { addUploadCommand } from './commands/upload.ts';
import { addUsageCommand } from './commands/usage.ts';
import { addValidateCommand } from './commands/validate.ts';

/** The command line, ready to parse its arguments. Throws instead of exiting. */
export const createProgram = (): Command => {
  const program = new Command('sluice')
    .description('Prepares data for training large models: import, refine, account for it')
    .version(version())
    .addOption(new Option('--lang <language>', 'language of explanations').choices(LANGUAGES))
    .option('--json', 'JSON instead of tables, also on a terminal')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exitCodeHelp)
    .showSuggestionAfterError()
    .exitOverride();
  for (const group of groups) {
    program.commandsGroup(group.title);
    for (const addCommand of group.commands) addCommand(program);
  }
  return program;
};

const groups = [
  { title: 'Start here:', commands: [addDemoCommand, addStartCommand] },
  {
    title: 'On files, without servers:',
    commands: [addRunCommand, addPlanCommand, addOpCommand, addValidateCommand, addConvertCommand],
  },
  {
    title: 'What there is:',
    commands: [addOperatorsCommand, addTemplatesCommand, addTypesCommand, addErrorsCommand],
  },
  {
    title: 'On a cloud, the local one by default:',
    commands: [
      addUploadCommand,
      addConnectionsCommand,
      addDatasetsCommand,
      addTasksCommand,
      addRunsCommand,
      addSchedulesCommand,
      addSendCommand,
      addTracesCommand,
      addUsageCommand,
      addEventsCommand,
      addDoctorCommand,
    ],
  },
];

const exitCodeHelp = `
Exit codes: 0 done, 1 failed, 2 bad usage or invalid input, 4 not found, 5 not allowed, 6 conflict, 130 interrupted, 129 and 143 told to end`;

const version = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return version;
};
