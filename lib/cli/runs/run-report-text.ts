import { type Item, timeText } from '../api/add-item-commands.ts';
import { reportTable } from '../report-table.ts';
import { formatFacts, formatTable } from '../terminal/format-table.ts';

interface Failure {
  readonly kind?: string;
  readonly operator?: string;
  readonly error_code: string;
  readonly error_msg: string;
  readonly details: Readonly<Record<string, string | number>>;
}

interface Counted {
  readonly run: string;
  readonly status: string;
  readonly is_final: boolean;
  readonly failure?: Failure;
  readonly output: { readonly dataset: string; readonly version: number };
  readonly rejected_count: number;
  readonly cost: { readonly total: number; readonly currency: string };
}

/** A run's overview as the API gives it, as far as it is shown. */
export interface Overview extends Counted {
  readonly parent: { readonly kind: string; readonly name: string };
  readonly started_by: string;
  readonly create_time: number;
  readonly end_time?: number;
  readonly seconds: number;
  readonly samples_before: number;
  readonly samples_after: number;
  readonly steps: readonly Item[];
}

/** A run's report as the API gives it, as far as it is shown. */
export interface Report extends Counted {
  readonly operators: readonly (Item & {
    readonly name: string;
    readonly changed: number;
    readonly changed_kept?: number;
    readonly dropped: number;
    readonly rejected: number;
    readonly changed_by_reason: Readonly<Record<string, number>>;
    readonly dropped_by_reason: Readonly<Record<string, number>>;
  })[];
  readonly unread_count?: number;
  readonly kept_changes?: number;
  readonly problem_count?: number;
  readonly problems?: readonly Item[];
}

/** The overview for people: the failure first, then how long, how many, and the steps. */
export const overviewText = (overview: Overview): string =>
  [
    failureText(overview),
    formatFacts({
      run: overview.run,
      status: overview.status,
      of: `${overview.parent.kind} ${overview.parent.name}, started by ${overview.started_by}`,
      'data set': `${overview.output.dataset} v${overview.output.version}`,
      started: timeText(overview.create_time),
      ended: overview.end_time === undefined ? 'not yet' : timeText(overview.end_time),
      seconds: overview.seconds,
      'samples before': overview.samples_before,
      'samples after': overview.samples_after,
      rejected: overview.rejected_count,
      cost: `${overview.cost.total} ${overview.cost.currency}`,
    }),
    formatTable(overview.steps, stepColumns),
    soFar(overview),
  ]
    .filter((text) => text !== '')
    .join('\n');

const numberColumn = (title: string, property: string) => ({
  title,
  value: (item: Item) => (typeof item[property] === 'number' ? item[property] : undefined),
});

const stepColumns = [
  { title: 'STEP', value: (item: Item) => String(item['kind']) },
  { title: 'STATUS', value: (item: Item) => String(item['status']) },
  { title: 'SHARDS', value: (item: Item) => `${String(item['done_count'])}/${String(item['shard_count'])}` },
  numberColumn('IN', 'samples_in'),
  numberColumn('OUT', 'samples_out'),
  numberColumn('SECONDS', 'seconds'),
];

/** The report for people: the failure first, then the operators, their reasons, and where the records are. */
export const reportText = (report: Report): string =>
  [
    failureText(report),
    reportTable(report),
    reasonsText(report),
    problemsText(report),
    soFar(report),
    recordsText(report),
  ]
    .filter((text) => text !== '')
    .join('\n');

const failureText = ({ failure }: Counted): string => {
  if (failure === undefined) return '';
  const { kind, operator, error_code: code, error_msg: message, details } = failure;
  const where = operator === undefined ? kind : `${kind}, operator ${operator}`;
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return `failed in ${where}: ${message} (${[code, ...facts].join(', ')})\n`;
};

const reasonsText = ({ operators }: Report): string => {
  const rows = operators.flatMap(({ name, changed_by_reason: changed, dropped_by_reason: dropped }) => [
    ...Object.entries(changed).map(([reason, count]) => ({ name, kind: 'changed', reason, count })),
    ...Object.entries(dropped).map(([reason, count]) => ({ name, kind: 'dropped', reason, count })),
  ]);
  if (rows.length === 0) return '';
  return formatTable(rows, [
    { title: 'OPERATOR', value: ({ name }) => name },
    { title: 'KIND', value: ({ kind }) => kind },
    { title: 'REASON', value: ({ reason }) => reason },
    { title: 'RECORDS', value: ({ count }) => count },
  ]);
};

const problemsText = ({ problem_count: count = 0, problems = [] }: Report): string => {
  if (problems.length === 0) return '';
  const title = `problems: ${problems.length} of ${count}`;
  const table = formatTable(problems, [
    { title: 'FILE', value: ({ file }) => String(file) },
    { title: 'LINE', value: ({ line }) => Number(line) },
    { title: 'FIELD', value: ({ field }) => (field === undefined ? undefined : String(field)) },
    { title: 'REASON', value: ({ reason }) => String(reason) },
    { title: 'CODE', value: ({ code }) => String(code) },
  ]);
  return `${title}\n${table}`;
};

const soFar = ({ is_final: isFinal }: Counted): string =>
  isFinal ? '' : 'the run is under way: the counts are those of the shards that are done\n';

/** What leads from the counts to their records. */
const recordsText = ({ run, operators, unread_count: unread = 0, kept_changes: kept }: Report): string => {
  const lines = operators.flatMap(({ name, ...row }) =>
    (['changed', 'dropped', 'rejected'] as const)
      .filter((kind) => row[kind] > 0)
      .map((kind) => `sluice runs changes ${run} ${name} --kind ${kind}${keptText(kind, row, kept)}`),
  );
  if (unread > 0)
    lines.push(`sluice runs changes ${run} refine --kind rejected   (${unread} that could not be read)`);
  return lines.length === 0 ? '' : ['the records behind the counts:', ...lines, ''].join('\n');
};

const keptText = (
  kind: string,
  { changed, changed_kept: keptCount }: Pick<Report['operators'][number], 'changed' | 'changed_kept'>,
  perShard: number | undefined,
): string => {
  if (kind !== 'changed' || keptCount === changed) return '';
  if (keptCount !== undefined)
    return `   (${keptCount} of ${changed} kept: the first ${perShard} of each shard)`;
  return perShard === undefined ? '' : `   (kept: the first ${perShard} of each shard)`;
};
