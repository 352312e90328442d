import { type Command, InvalidArgumentError } from 'commander';
import { type Item, inWorkspace, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { formatFacts, formatTable } from '../terminal/format-table.ts';
import { printNote, printValue } from '../terminal/output.ts';

interface UsageOptions extends WorkspaceOptions {
  readonly from?: number;
  readonly to?: number;
  readonly run?: string;
}

/** `sluice usage [--from DAY] [--to DAY] [--run ID]`. */
export const addUsageCommand = (program: Command): void => {
  inWorkspace(program.command('usage'))
    .description('vCPU-seconds, requests and bytes that runs have used, and what they cost on AWS')
    .option('--from <day>', 'runs since this day, UTC; thirty days by default', startOfDay)
    .option('--to <day>', 'runs until this day, included', endOfDay)
    .option('--run <id>', 'one run: its stages and its operators')
    .action(async (_options, command: Command) => showUsage(command.optsWithGlobals()));
};

const showUsage = async (options: UsageOptions): Promise<void> => {
  const { workspace: workspace_id, from, to, run } = options;
  const reply = await callApi<UsageReply>(
    run === undefined
      ? { path: '/usage', query: { workspace_id, from, to } }
      : { path: `/runs/${encodeURIComponent(run)}/usage`, query: { workspace_id } },
  );
  printValue(reply, () => usageText(reply), options);
  printNote(reply.note);
};

interface Used {
  readonly usage: Readonly<Record<'vcpu_seconds' | 'request_count' | 'read_bytes' | 'written_bytes', number>>;
}
interface CostReply {
  readonly currency: string;
  readonly region: string;
  readonly total: number;
}

/** A reply of either operation, as far as it is shown. */
interface UsageReply extends Used {
  readonly note: string;
  readonly cost: CostReply;
  readonly days?: readonly (Used & {
    readonly day: string;
    readonly run_count: number;
    readonly cost: CostReply;
  })[];
  readonly stages?: readonly (Used & { readonly kind: string; readonly cost: number })[];
  readonly operators: readonly Item[];
}

const usageText = ({ usage, cost, days, stages, operators }: UsageReply): string =>
  [
    formatFacts({ ...usage, cost: `${cost.total} ${cost.currency} (${cost.region})` }),
    days === undefined
      ? ''
      : formatTable(days, [
          { title: 'DAY', value: ({ day }) => day },
          { title: 'RUNS', value: ({ run_count }) => run_count },
          ...usedColumns,
          { title: 'COST', value: (row) => row.cost.total },
        ]),
    stages === undefined
      ? ''
      : formatTable(stages, [
          { title: 'STAGE', value: ({ kind }) => kind },
          ...usedColumns,
          { title: 'COST', value: (row) => row.cost },
        ]),
    operators.length === 0
      ? ''
      : formatTable(operators, [
          { title: 'OPERATOR', value: ({ operator }) => String(operator) },
          { title: 'RECORDS', value: (row) => Number(row['records'] ?? row['in']) },
          { title: 'VCPU SECONDS', value: ({ vcpu_seconds }) => Number(vcpu_seconds) },
          { title: 'COST', value: (row) => Number(row['cost']) },
        ]),
  ]
    .filter((text) => text !== '')
    .join('\n');

const usedColumns = [
  { title: 'VCPU SECONDS', value: ({ usage }: Used) => usage.vcpu_seconds },
  { title: 'REQUESTS', value: ({ usage }: Used) => usage.request_count },
  { title: 'READ BYTES', value: ({ usage }: Used) => usage.read_bytes },
  { title: 'WRITTEN BYTES', value: ({ usage }: Used) => usage.written_bytes },
];

const dayMilliseconds = 86_400_000;

/** The first millisecond of a day, UTC. */
const startOfDay = (text: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes 31 February for 2 March.
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  if (!isReal) throw new InvalidArgumentError('It must be a day such as 2026-11-21.');
  return time;
};

const endOfDay = (text: string): number => startOfDay(text) + dayMilliseconds;
