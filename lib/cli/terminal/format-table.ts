import { displayWidth, printable } from './display-width.ts';

type Cell = string | number | undefined;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
}

/** Rows under their titles, in aligned columns; numbers stand to the right. */
export const formatTable = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string => {
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  const titles = columns.map(({ title }) => title);
  const texts = [titles, ...cells.map((line) => line.map(cellText))];
  const widths = titles.map((_, index) => Math.max(...texts.map((line) => displayWidth(line[index] ?? ''))));
  const pads = titles.map((_, index) => (isNumeric(cells.map((line) => line[index])) ? padStart : padEnd));
  return texts
    .map((line) => line.map((text, index) => (pads[index] ?? padEnd)(text, widths[index] ?? 0)))
    .map((line) => `${line.join('  ').trimEnd()}\n`)
    .join('');
};

/** Names and values below one another. */
export const formatFacts = (facts: Readonly<Record<string, Cell>>): string => {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  const width = Math.max(...given.map(([name]) => displayWidth(name)));
  return given.map(([name, value]) => `${padEnd(name, width)}  ${cellText(value)}\n`).join('');
};

const cellText = (value: Cell): string => (value === undefined ? '-' : printable(String(value)));

const isNumeric = (cells: readonly Cell[]): boolean =>
  cells.length > 0 && cells.every((cell) => typeof cell === 'number');

const padEnd = (text: string, width: number): string => text + paddingOf(text, width);
const padStart = (text: string, width: number): string => paddingOf(text, width) + text;
const paddingOf = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text)));
