import { type Column, formatTable } from './terminal/format-table.ts';

/** A row of a report: what an operator did. */
interface ReportRow {
  readonly name: string;
  /** Absent in the report that a finished run leaves in its folder. */
  readonly status?: string;
  readonly in: number;
  readonly out: number;
  readonly hits: number;
  readonly changed?: number;
  readonly dropped?: number;
  readonly rejected: number;
  readonly seconds: number;
}

/** The operators of a run's report, for people. */
export const reportTable = (report: unknown): string => {
  const { operators = [] } = report as { readonly operators?: readonly ReportRow[] }; // written by the refining run
  const status: readonly Column<ReportRow>[] = operators.some((row) => row.status !== undefined)
    ? [{ title: 'STATUS', value: (row) => row.status }]
    : [];
  return formatTable(operators, [
    { title: 'OPERATOR', value: ({ name }) => name },
    ...status,
    { title: 'IN', value: (row) => row.in },
    { title: 'OUT', value: ({ out }) => out },
    { title: 'HITS', value: ({ hits }) => hits },
    { title: 'CHANGED', value: ({ changed }) => changed },
    { title: 'DROPPED', value: ({ dropped }) => dropped },
    { title: 'REJECTED', value: ({ rejected }) => rejected },
    { title: 'SECONDS', value: ({ seconds }) => seconds },
  ]);
};
