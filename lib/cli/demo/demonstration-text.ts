import { type Item, timeText } from '../api/add-item-commands.ts';
import { reportTable } from '../report-table.ts';
import { formatFacts, formatTable } from '../terminal/format-table.ts';
import type { ComparedRecord } from './compare-records.ts';

/** What the demonstration has to show. */
export interface Demonstration {
  readonly import: string;
  readonly run: string;
  readonly report: unknown;
  readonly records: readonly ComparedRecord[];
  readonly dataset: { readonly name: string; readonly address: string; readonly records: unknown };
  readonly traces: readonly Item[];
}

/** The demonstration for people: the report, records before and after, the data set's address, the audit trail. */
export const demonstrationText = ({ run, report, records, dataset, traces }: Demonstration): string =>
  [
    `What each operator did (run ${run})`,
    reportTable(report),
    'Records before and after',
    records.map(recordText).join('\n'),
    'The data set',
    formatFacts({ name: dataset.name, address: dataset.address, records: String(dataset.records) }),
    'The audit trail',
    formatTable(traces, [
      { title: 'TIME (UTC)', value: ({ time }) => timeText(time) },
      { title: 'TRACE', value: (trace) => String(trace['trace_name']) },
      {
        title: 'RESOURCE',
        value: (trace) => `${String(trace['resource_type'])} ${String(trace['resource_name'])}`,
      },
      { title: 'USER', value: ({ user }) => String(user) },
    ]),
  ].join('\n');

const recordText = ({ line, before, after }: ComparedRecord): string =>
  `line ${line}\n  - ${JSON.stringify(before)}\n  + ${JSON.stringify(after)}\n`;
