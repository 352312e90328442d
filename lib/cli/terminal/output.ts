import { type Column, formatTable } from './format-table.ts';

export interface OutputOptions {
  readonly json?: boolean;
}

/** True when programs read the output: they asked for JSON, or it does not go to a terminal. */
export const isForPrograms = ({ json = false }: OutputOptions): boolean => json || !process.stdout.isTTY;

/** Writes data: JSON for programs, a table for people. */
export const printRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: OutputOptions,
): void => printValue(rows, () => formatTable(rows, columns), options);

/** Writes data: JSON for programs, a text for people. */
export const printValue = (value: unknown, text: () => string, options: OutputOptions): void => {
  process.stdout.write(isForPrograms(options) ? `${JSON.stringify(value, undefined, 2)}\n` : text());
};

/** Tells people something that is not data. */
export const printNote = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
