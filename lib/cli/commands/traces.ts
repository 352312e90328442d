import { type Command, InvalidArgumentError, Option } from 'commander';
import { addListCommand, column, type Item, timeColumn } from '../api/add-item-commands.ts';

const traces = {
  path: '/traces',
  plural: 'traces',
  columns: [
    timeColumn('TIME (UTC)', 'time'),
    column('TRACE', 'trace_name'),
    column('RATING', 'trace_rating'),
    column('RESOURCE TYPE', 'resource_type'),
    column('RESOURCE', 'resource_name'),
    column('USER', 'user'),
  ],
};

/** `sluice traces list`. */
export const addTracesCommand = (program: Command): void => {
  const command = program.command('traces').description('the audit trail of the last seven days');
  addListCommand(command, traces, queryOf)
    .option('--name <name>', 'such as createDataset')
    .option('--resource <id>', 'id of a resource')
    .option('--resource-type <type>', 'dataConnection, dataset, refineJob or run')
    .option('--user <name>', 'who did it')
    .option('--from <time>', 'not before: a date, or milliseconds since the epoch', time)
    .option('--to <time>', 'before: a date, or milliseconds since the epoch', time)
    .addOption(new Option('--rating <rating>', 'how bad it was').choices(['normal', 'warning', 'incident']));
};

const queryOf = (options: Item): Record<string, string | number | undefined> => {
  const { name, resource, resourceType, user, from, to, rating } = options as TraceOptions; // the options above
  return {
    trace_name: name,
    resource_id: resource,
    resource_type: resourceType,
    user,
    from,
    to,
    trace_rating: rating,
  };
};

interface TraceOptions {
  readonly name?: string;
  readonly resource?: string;
  readonly resourceType?: string;
  readonly user?: string;
  readonly from?: number;
  readonly to?: number;
  readonly rating?: string;
}

const time = (text: string): number => {
  const milliseconds = /^\d{11,}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new InvalidArgumentError('Write it like 2026-11-21T06:00:00Z.');
  return milliseconds;
};
