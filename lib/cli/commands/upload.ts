import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Language } from '../../errors/table/index.ts';
import type { DatasetType, Shape } from '../../model/dataset-type.ts';
import { inWorkspace, printItem, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { failureText } from '../failure-text.ts';
import { languageOf } from '../language.ts';
import { sharedOptions } from '../shared-options.ts';
import { printNote } from '../terminal/output.ts';
import { createProgressBar } from '../terminal/progress-bar.ts';

interface UploadOptions extends WorkspaceOptions {
  readonly lang?: Language;
  readonly type: DatasetType;
  readonly name: string;
  readonly dataset?: string;
  readonly mode?: 'strict' | 'quarantine';
  readonly format?: Shape;
  readonly thinking?: boolean;
  readonly expect?: boolean;
}

/** `sluice upload DIR --type TYPE --name NAME`. */
export const addUploadCommand = (program: Command): void => {
  inWorkspace(program.command('upload'))
    .description('upload a folder and follow its import')
    .argument('<folder>')
    .addOption(sharedOptions.type().makeOptionMandatory())
    .requiredOption('--name <name>', 'name of the connection')
    .option('--dataset <name>', 'data set to make; named like the connection by default')
    .addOption(sharedOptions.mode())
    .addOption(sharedOptions.format())
    .option('--thinking', 'answers must hold <think>…</think>')
    .option('--expect', 'list the files in connection.json, so that the import waits for all of them')
    .action(async (folder: string, _options, command: Command) => upload(folder, command.optsWithGlobals()));
};

const upload = async (folder: string, options: UploadOptions): Promise<void> => {
  const { workspace } = options;
  const connection = await sendFolder(folder, options);
  const { followConnection } = await import('../upload/follow-connection.ts');
  try {
    const run = await followConnection(connection, workspace);
    printItem({ connection, run: run['id'], status: run['status'], output: run['output'] }, options);
  } catch (error) {
    // The upload was fine; whatever ended its import is a failure, not a mistake in this command.
    process.stderr.write(failureText(error, languageOf(options)));
    process.exitCode = EXIT_CODES.failed;
  }
};

const sendFolder = async (folder: string, options: UploadOptions): Promise<string> => {
  const [{ filesToUpload, uploadFolder }, { openUploadTarget }, { parseManifest }] = await Promise.all([
    import('../upload/upload-folder.ts'),
    import('../upload/upload-target.ts'),
    import('../../import/read-upload.ts'),
  ]);
  const files = await filesToUpload(folder);
  if (existsSync(join(folder, 'connection.json'))) {
    printNote('connection.json of the folder is not used: the options say what it would');
  }
  const manifest = manifestOf(options, files);
  parseManifest(JSON.stringify(manifest));
  // A folder of its own for each upload: files of an earlier one would be imported again.
  const connection = `${options.name}-${Date.now().toString(36)}`;
  const { workspace } = options;
  const bar = createProgressBar();
  try {
    const objects = await openUploadTarget();
    await uploadFolder({ objects, workspace, connection, folder, files, manifest, onProgress: bar.show });
  } finally {
    bar.end();
  }
  printNote(`uploaded as connection ${connection}`);
  return connection;
};

const manifestOf = (options: UploadOptions, files: readonly string[]) => ({
  name: options.name,
  datasetType: options.type,
  datasetName: options.dataset ?? options.name,
  mode: options.mode,
  format: options.format,
  thinking: options.thinking,
  expect: options.expect ? files : undefined,
});
