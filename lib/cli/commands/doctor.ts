import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { setting } from '../../config.ts';
import type { Finding } from '../../doctor/finding.ts';
import type { Treatment } from '../../doctor/treat.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { wholeNumber } from '../shared-options.ts';
import { printable } from '../terminal/display-width.ts';
import { formatTable } from '../terminal/format-table.ts';
import { type OutputOptions, printNote, printValue } from '../terminal/output.ts';

interface DoctorOptions extends OutputOptions {
  readonly data?: string;
  readonly stalledAfter: number;
  /** Queues of dead letters; `true` is all. */
  readonly redrive?: true | readonly string[];
  readonly fix?: boolean;
  readonly deleteOrphans?: boolean;
}

/** `sluice doctor [--data DIR] [--fix] [--redrive [QUEUE...]] [--delete-orphans]`. */
export const addDoctorCommand = (program: Command): void => {
  program
    .command('doctor')
    .description('look for stuck runs, dead letters, damaged versions, orphaned objects; mend what can be')
    .option('--data <folder>', 'data directory of a local cloud, running or not; .sluice by default')
    .option('--stalled-after <minutes>', 'without progress so long, a run is stuck', wholeNumber(1), 15)
    .option('--redrive [queues...]', 'move dead letters back to where they came from; all by default')
    .option(
      '--fix',
      'do what loses nothing: --redrive, send the work of stuck runs again, delete half-written files',
    )
    .option('--delete-orphans', 'delete the objects that nothing speaks of')
    .addHelpText('after', deploymentHelp)
    .action(async (_options, command: Command) => examineAndTreat(command.optsWithGlobals()));
};

const deploymentHelp = `
Without --data, it looks at the deployment that BUCKET, TABLE and the queue URLs in the environment name, if they are set.
Exit codes: 0 healthy, 1 something was found`;

const examineAndTreat = async (options: DoctorOptions): Promise<void> => {
  const isDeployment =
    options.data === undefined && setting('BUCKET', '') !== '' && setting('TABLE', '') !== '';
  const folder = isDeployment ? undefined : (options.data ?? '.sluice');
  const opened = folder === undefined ? undefined : await openFolder(folder);
  try {
    const { findings, treatments } = await look(options, folder);
    const report = { healthy: findings.length === 0, findings, treatments };
    printValue(report, () => textOf(findings, treatments), options);
    if (findings.length > 0) process.exitCode = EXIT_CODES.failed;
  } finally {
    await opened?.close();
  }
};

const openFolder = async (folder: string) => {
  const { openDataDirectory } = await import('../../local/open-data-directory.ts');
  const opened = await openDataDirectory(folder);
  printNote(opened.isRunning ? `a local cloud runs on ${folder}` : `no local cloud runs on ${folder}`);
  return opened;
};

interface Outcome {
  readonly findings: readonly Finding[];
  readonly treatments: readonly Treatment[];
}

const look = async (options: DoctorOptions, folder: string | undefined): Promise<Outcome> => {
  const { openDoctorPorts } = await import('../../adapters/open-doctor-ports.ts');
  const { findTemporaryFiles } = await import('../../adapters/find-temporary-files.ts');
  const { examine } = await import('../../doctor/examine.ts');
  const { deleteOrphans, redrive, sendAgain } = await import('../../doctor/treat.ts');
  const { fix = false, redrive: queues = fix, stalledAfter, deleteOrphans: doesDelete = false } = options;
  const ports = openDoctorPorts();
  const { findings, orphans } = await examine(ports, { stalledAfterMinutes: stalledAfter });
  const files = folder === undefined ? [] : await findTemporaryFiles(folder, ports.clock.now());
  const treatments = [
    ...(queues === false ? [] : await redrive(ports, queues === true ? undefined : queues)),
    ...(fix ? await sendAgain(ports, findings) : []),
    ...(fix ? await deleteFiles(files) : []),
    ...(doesDelete ? await deleteOrphans(ports, orphans) : []),
  ];
  return { findings: [...findings, ...files], treatments };
};

const deleteFiles = async (files: readonly Finding[]): Promise<readonly Treatment[]> => {
  for (const { where } of files) await rm(where, { force: true });
  return files.map(({ where }) => ({ where, done: 'deleted', count: 1 }));
};

const textOf = (findings: readonly Finding[], treatments: readonly Treatment[]): string => {
  if (findings.length === 0) return 'healthy: nothing was found\n';
  const found = findings.map(findingText).join('\n');
  if (treatments.length === 0) return found;
  const done = formatTable(treatments, [
    { title: 'DONE', value: (treatment) => treatment.done },
    { title: 'WHERE', value: ({ where }) => where },
    { title: 'COUNT', value: ({ count }) => count },
  ]);
  return `${found}\n${done}`;
};

const findingText = ({ severity, where, what, remedy }: Finding): string =>
  `${printable(`${severity}: ${where}`)}\n  ${printable(what)}\n  what to do: ${printable(remedy)}\n`;
