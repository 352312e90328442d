import type { Command } from 'commander';
import { printable } from '../terminal/display-width.ts';
import { isForPrograms, type OutputOptions, printNote } from '../terminal/output.ts';

interface EventOptions extends OutputOptions {
  readonly data: string;
  readonly watch?: boolean;
}

/** `sluice events [--data DIR] [--watch]`. */
export const addEventsCommand = (program: Command): void => {
  program
    .command('events')
    .description('what the event buses of a local cloud have heard, an event a line')
    .option('--data <folder>', 'where the local cloud keeps everything', '.sluice')
    .option('--watch', 'go on with events as they come, until stopped')
    .action(async (_options, command: Command) => showEvents(command.optsWithGlobals()));
};

const showEvents = async (options: EventOptions): Promise<void> => {
  const { join } = await import('node:path');
  const { listBuses, readEvents } = await import('../../local/events/read-events.ts');
  const directory = join(options.data, 'events');
  const buses = listBuses(directory);
  if (buses.length === 0) printNote(`there are no events in ${options.data}`);
  // Stopped by the signal that ends the process.
  const signal = options.watch === true ? new AbortController().signal : undefined;
  const show = async (bus: string): Promise<void> => {
    for await (const event of readEvents(directory, bus, signal)) {
      const line = isForPrograms(options) ? JSON.stringify(event) : textOf(event);
      process.stdout.write(`${line}\n`);
    }
  };
  await Promise.all(buses.map(show));
};

const textOf = (event: {
  readonly time: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}): string =>
  printable([event.time, event.source, event['detail-type'], JSON.stringify(event.detail)].join('  '));
