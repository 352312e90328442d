import type { Command } from 'commander';
import { defaultApi } from '../api/call-api.ts';
import { insteadOfEnding } from '../at-exit.ts';
import { wholeNumber } from '../shared-options.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { isForPrograms, type OutputOptions, printNote } from '../terminal/output.ts';

interface StartOptions extends OutputOptions {
  readonly data: string;
  readonly port: number;
  readonly workers?: number;
}

/** `sluice start [--data DIR] [--port N]`. */
export const addStartCommand = (program: Command): void => {
  program
    .command('start')
    .description('run the local cloud, until stopped')
    .option('--data <folder>', 'where it keeps everything', '.sluice')
    .option(
      '--port <number>',
      'port of the HTTP API; S3, SQS, DynamoDB and the event buses take the next four',
      wholeNumber(0),
      4747,
    )
    .option(
      '--workers <count>',
      'threads that work on data; as many as there are cores by default',
      wholeNumber(1),
    )
    .action(async (_options, command: Command) => start(command.optsWithGlobals()));
};

const start = async (options: StartOptions): Promise<void> => {
  const { data: dataDirectory, port, workers } = options;
  const stopRequested = Promise.withResolvers<void>();
  // Interrupting the local cloud is how it is stopped: it has to put its state away, and has not failed.
  insteadOfEnding(() => stopRequested.resolve());

  const { startLocalCloud } = await import('../../local/start-local-cloud.ts');
  const cloud = await startLocalCloud({
    dataDirectory,
    port,
    workers,
    onLog: ({ level, source, message }) => {
      if (level !== 'INFO') printNote(`${level} ${source}: ${message}`);
    },
  });
  const { endpoints, bucket, environment } = cloud;
  const facts = { ...endpoints, bucket, data: dataDirectory };
  // On one line, so that a script can read it while the cloud goes on.
  process.stdout.write(
    isForPrograms(options) ? `${JSON.stringify({ ...facts, environment })}\n` : formatFacts(facts),
  );
  printNote(howToUpload(endpoints));
  await stopRequested.promise;
  printNote('stopping');
  await cloud.stop();
};

const howToUpload = ({ api, s3 }: { readonly api: string; readonly s3: string }): string => {
  const settings = [
    ...(api === defaultApi ? [] : [`SLUICE_ENDPOINT=${api} `]),
    ...(Number(new URL(s3).port) === Number(new URL(api).port) + 1 ? [] : [`AWS_ENDPOINT_URL_S3=${s3} `]),
  ].join('');
  return `
Upload a folder:  ${settings}sluice upload FOLDER --type pretrain --name my-first-import
Or with any S3 client: the files under inbox/default/NAME/, then connection.json.
Stop with Ctrl-C.`;
};
