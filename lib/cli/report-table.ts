import { formatTable } from './terminal/format-table.ts';

/** A row of a report: what an operator did. */
interface ReportRow {
  readonly name: string;
  readonly in: number;
  readonly out: number;
  readonly hits: number;
  readonly rejected: number;
  readonly seconds: number;
}

/** The operators of a run's report, for people. */
export const reportTable = (report: unknown): string => {
  const { operators = [] } = report as { readonly operators?: readonly ReportRow[] }; // written by the refining run
  return formatTable(operators, [
    { title: 'OPERATOR', value: ({ name }) => name },
    { title: 'IN', value: (row) => row.in },
    { title: 'OUT', value: ({ out }) => out },
    { title: 'HITS', value: ({ hits }) => hits },
    { title: 'REJECTED', value: ({ rejected }) => rejected },
    { title: 'SECONDS', value: ({ seconds }) => seconds },
  ]);
};
