import type { Command } from 'commander';
import type { ApiQuery } from './call-api.ts';

/** A way to narrow a list: a query parameter of the API, offered as the option of `optionByFilter`. */
export type ListFilterOption = keyof typeof optionByFilter;

/** The options as commander gives them. */
export interface ListFilterOptions {
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly dataset?: string;
  readonly creator?: string;
  readonly mine?: boolean;
  readonly deleted?: boolean;
}

const optionByFilter = {
  id: ['id', '--id <id>', 'the one with this id'],
  name: ['name', '--name <text>', 'a part of the name'],
  search_content: ['name', '--name <text>', 'a part of the name or the id'],
  status: ['status', '--status <status>', 'with this status'],
  latest_status: ['status', '--status <status>', 'with this latest status'],
  dataset: ['dataset', '--dataset <name>', 'that read or make this data set'],
  creator: ['creator', '--creator <user>', 'made by this user'],
  mine: ['mine', '--mine', 'made by yourself'],
  deleted: ['deleted', '--deleted', 'deleted ones, which can be restored, instead of the others'],
} as const satisfies Record<string, readonly [keyof ListFilterOptions, string, string]>;

/** Adds the options of a list's filters to its command. */
export const withListFilters = (command: Command, filters: readonly ListFilterOption[] = []): Command =>
  filters.reduce((own, filter) => {
    const [, flags, text] = optionByFilter[filter];
    return own.option(flags, text);
  }, command);

/** The options that were given, as query parameters. Statuses are capitals in the API, whatever people write. */
export const listFilterQuery = (
  options: ListFilterOptions,
  filters: readonly ListFilterOption[] = [],
): ApiQuery => {
  const given = { ...options, status: options.status?.toUpperCase().replaceAll('-', '_') };
  return Object.fromEntries(
    filters.map((filter) => {
      const value = given[optionByFilter[filter][0]];
      return [filter, value === undefined ? undefined : String(value)];
    }),
  );
};
