import type { Command } from 'commander';
import { wholeNumber } from '../shared-options.ts';
import { type Column, formatFacts, formatTable } from '../terminal/format-table.ts';
import { type OutputOptions, printValue } from '../terminal/output.ts';
import { repeatOnScreen, standardOutput, type View } from '../terminal/repeat-on-screen.ts';
import { type ApiQuery, callApi } from './call-api.ts';
import {
  type ListFilterOption,
  type ListFilterOptions,
  listFilterQuery,
  withListFilters,
} from './list-filters.ts';

/** An item as the API gives it. */
export type Item = Readonly<Record<string, unknown>>;

export interface Resource {
  /** Path below the project, such as `/data-connections`. */
  readonly path: string;
  /** Key of the items in a list's reply. */
  readonly plural: string;
  readonly columns: readonly Column<Item>[];
  /** What `list` can be narrowed by; nothing by default. */
  readonly filters?: readonly ListFilterOption[];
}

export interface WorkspaceOptions extends OutputOptions {
  readonly workspace: string;
}

interface ListOptions extends WorkspaceOptions, ListFilterOptions {
  readonly limit: number;
  readonly offset: number;
  readonly watch?: boolean;
}

/** Adds `--workspace` to a command. */
export const inWorkspace = (command: Command): Command =>
  command.option('--workspace <id>', 'workspace', 'default');

/**
 * Adds `list` to a command, with the options of the resource's `filters`; `filter` turns further options into query
 * parameters.
 */
export const addListCommand = (
  parent: Command,
  resource: Resource,
  filter: (options: Item) => ApiQuery = () => ({}),
): Command =>
  withListFilters(inWorkspace(parent.command('list')), resource.filters)
    .description('newest first')
    .option('--limit <count>', 'most to give, at most 100', wholeNumber(1), 20)
    .option('--offset <count>', 'how many to skip', wholeNumber(0), 0)
    .option('--watch', 'again every second, until interrupted')
    .action(async (_options, command: Command) => {
      const options: ListOptions = command.optsWithGlobals();
      const { workspace, limit, offset, watch = false } = options;
      const filters = { ...listFilterQuery(options, resource.filters), ...filter(command.opts()) };
      const query = { workspace_id: workspace, limit, offset, ...filters };
      const look = async () =>
        listView(await callApi<Item>({ path: resource.path, query }), resource, options);
      if (watch) return repeatOnScreen(look, standardOutput(options));
      const { value, text } = await look();
      printValue(value, text, options);
    });

/** A page of a list: the reply for programs, a table for people. */
export const listView = (
  reply: Item,
  { plural, columns }: Pick<Resource, 'plural' | 'columns'>,
  { offset }: Pick<ListOptions, 'offset'>,
): View => {
  const items = reply[plural] as readonly Item[]; // lists are `{ total_number, <plural>: […] }`
  const total = Number(reply['total_number']);
  const next = offset + items.length;
  const more = next < total ? `${items.length} of ${total}; next: --offset ${next}\n` : '';
  return { value: reply, text: () => formatTable(items, columns) + more };
};

/** Adds `show ID` to a command. */
export const addShowCommand = (parent: Command, { path }: Pick<Resource, 'path'>): Command =>
  inWorkspace(parent.command('show'))
    .description('one of them, whole')
    .argument('<id>')
    .action(async (id: string, _options, command: Command) => {
      const options: WorkspaceOptions = command.optsWithGlobals();
      const query = { workspace_id: options.workspace };
      printItem(await callApi<Item>({ path: `${path}/${encodeURIComponent(id)}`, query }), options);
    });

/** Writes one item: JSON for programs, names and values for people. */
export const printItem = (item: Item, options: OutputOptions): void =>
  printValue(item, () => formatFacts(mapValues(item)), options);

const mapValues = (item: Item): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, factText(name, value)]));

const factText = (name: string, value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (name.endsWith('_time') && typeof value === 'number') return timeText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** `2026-11-21 06:22:44`, UTC. */
export const timeText = (milliseconds: unknown): string =>
  typeof milliseconds === 'number'
    ? new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
    : '-';

/** A column that shows a property as it is. */
export const column = (title: string, property: string): Column<Item> => ({
  title,
  value: (item) => {
    const value = item[property];
    return typeof value === 'number' || typeof value === 'string' ? value : undefined;
  },
});

/** A column that shows a property as a time. */
export const timeColumn = (title: string, property: string): Column<Item> => ({
  title,
  value: (item) => timeText(item[property]),
});
