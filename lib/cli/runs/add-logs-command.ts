import { type Command, Option } from 'commander';
import { LOG_LEVELS, type LogLine } from '../../reports/log-line.ts';
import { inWorkspace, timeText, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { type ApiQuery, callApi } from '../api/call-api.ts';
import { downloadApi } from '../api/download-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { formatTable } from '../terminal/format-table.ts';
import { isForPrograms, printNote, printValue } from '../terminal/output.ts';

interface LogOptions extends WorkspaceOptions {
  readonly keyword?: string;
  readonly regex?: string;
  readonly level?: string;
  readonly operator?: string;
  readonly limit: number;
  readonly offset: number;
  readonly from?: string;
  readonly output?: string;
}

interface LogReply {
  readonly total_number: number;
  readonly is_complete: boolean;
  readonly logs: readonly LogLine[];
  readonly next?: string;
}

interface LogRequest {
  readonly path: string;
  readonly query: ApiQuery & { readonly limit: number };
}

/** Adds `logs RUN`: a page of the lines that match, or all of them into a file. */
export const addLogsCommand = (parent: Command): void => {
  inWorkspace(parent.command('logs'))
    .description('search the log of a run, also while it is under way')
    .argument('<run>')
    .option('--keyword <text>', 'part of the line, in whatever case')
    .option('--regex <pattern>', 'what a part of the line must match')
    .addOption(new Option('--level <level>', 'this level or a worse one').choices(LOG_LEVELS))
    .option('--operator <name>', 'what concerns this operator')
    .option('--limit <count>', 'most lines to give, at most 1000', wholeNumber(1), 100)
    .option('--offset <count>', 'lines to skip', wholeNumber(0), 0)
    .option('--from <place>', 'where an earlier page said that the next begins')
    .option('--output <file>', 'write all lines that match into a file, as JSON lines')
    .action(async (run: string, _options, command: Command) => showLogs(run, command.optsWithGlobals()));
};

const showLogs = async (run: string, options: LogOptions): Promise<void> => {
  const { workspace: workspace_id, keyword, regex, level, operator, limit, offset, from, output } = options;
  const path = `/runs/${encodeURIComponent(run)}/logs`;
  const filter = { workspace_id, keyword, regex, level, operator, from };
  if (output !== undefined) {
    const bytes = await downloadApi({ path: `${path}/download`, query: filter }, output);
    return printNote(`${bytes} bytes in ${output}`);
  }
  const reply = await search({ path, query: { ...filter, limit, offset } });
  printValue(reply, () => formatTable(reply.logs, columns), options);
  if (!isForPrograms(options)) printNote(pageText(reply));
};

/** A log that is too long for one request is searched on, until the page is full or there is no more. */
const search = async ({ path, query }: LogRequest): Promise<LogReply> => {
  const reply = await callApi<LogReply>({ path, query });
  const missing = query.limit - reply.logs.length;
  if (reply.is_complete || reply.next === undefined || missing === 0) return reply;
  const more = await search({ path, query: { ...query, limit: missing, offset: 0, from: reply.next } });
  const total = reply.total_number + more.total_number;
  return { ...more, total_number: total, logs: [...reply.logs, ...more.logs] };
};

const columns = [
  { title: 'TIME (UTC)', value: ({ time }: LogLine) => timeText(time) },
  { title: 'LEVEL', value: ({ level }: LogLine) => level },
  { title: 'STAGE', value: ({ kind }: LogLine) => kind },
  { title: 'SHARD', value: ({ shard }: LogLine) => shard },
  { title: 'MESSAGE', value: ({ message }: LogLine) => message },
];

const pageText = ({ total_number: total, is_complete: isComplete, logs, next }: LogReply): string => {
  const count = `${logs.length} of ${total}${isComplete ? '' : ' or more'} lines`;
  return next === undefined ? count : `${count}; next: --from ${next}`;
};
