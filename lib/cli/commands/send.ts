import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { Argument, type Command } from 'commander';
import { COMMAND_NAMES, type CommandName } from '../../commands/command-schema.ts';
import { setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { printItem } from '../api/add-item-commands.ts';
import { wholeNumber } from '../shared-options.ts';
import { type OutputOptions, printNote } from '../terminal/output.ts';

interface SendOptions extends OutputOptions {
  readonly workspace?: string;
  readonly file?: string;
  readonly check?: boolean;
  readonly id?: string;
  readonly sampleCount?: number;
  readonly manifest?: string;
}

/** `sluice send COMMAND TARGET | --file FILE`. */
export const addSendCommand = (program: Command): void => {
  program
    .command('send')
    .description('put a command on the command queue')
    .addArgument(new Argument('[command]', 'what to do').choices(COMMAND_NAMES))
    .argument('[target]', 'id of the task, folder of the inbox, or id of the run')
    .option('--workspace <id>', 'workspace')
    .option('--id <id>', 'your own id of the command: one that is sent twice is done once')
    .option('--sample-count <count>', 'start-task: records to take from the start', wholeNumber(1))
    .option('--manifest <file>', 'import-folder: what becomes connection.json')
    .option('--file <file>', 'send this message; `-` is the standard input')
    .option('--check', 'only say whether the message is a command')
    .action((name: CommandName | undefined, target: string | undefined, _options, own: Command) =>
      send(name, target, own.optsWithGlobals()),
    );
};

const send = async (
  name: CommandName | undefined,
  target: string | undefined,
  options: SendOptions,
): Promise<void> => {
  const body = await (options.file === undefined
    ? composeMessage(name, target, options)
    : readMessage(options.file, name, options));
  const { parseCommand } = await import('../../commands/parse-command.ts');
  const command = parseCommand(body);
  if (options.check) {
    printNote('the message is a command; nothing was sent');
    printItem({ ...command }, options);
    return;
  }
  const { openCommandTarget } = await import('../send/open-command-target.ts');
  const sendMessage = await openCommandTarget();
  printItem({ message_id: await sendMessage(body), ...command }, options);
};

const targetField = {
  'start-task': 'task',
  'import-folder': 'connection',
  'stop-run': 'run',
} as const satisfies Record<CommandName, string>;

const composeMessage = async (
  name: CommandName | undefined,
  target: string | undefined,
  { workspace, id, sampleCount, manifest }: SendOptions,
): Promise<string> => {
  if (name === undefined || target === undefined) {
    throw wrongUse('command', 'give a command and its target, or --file');
  }
  return JSON.stringify({
    command: name,
    workspace,
    id,
    user: setting('SLUICE_USER', userInfo().username),
    [targetField[name]]: target,
    sample_count: sampleCount,
    manifest: manifest === undefined ? undefined : parseManifestFile(manifest, await readText(manifest)),
  });
};

/** A file is sent as it is, so nothing else may say what is in it. */
const readMessage = async (
  file: string,
  name: CommandName | undefined,
  { workspace, id, sampleCount, manifest }: SendOptions,
): Promise<string> => {
  const more = [name, workspace, id, sampleCount, manifest];
  if (more.some((value) => value !== undefined)) throw wrongUse('file', 'the file is the whole message');
  return file === '-' ? text(process.stdin) : readText(file);
};

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SluiceError('ModelArts.72091001', { file }, { cause });
  });

const parseManifestFile = (file: string, content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new SluiceError(
      'ModelArts.72060001',
      { argument: 'manifest', reason: 'it is not JSON', file },
      { cause },
    );
  }
};

const wrongUse = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument, reason });
