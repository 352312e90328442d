import { column, type Item, timeColumn } from '../api/add-item-commands.ts';

/** Refining tasks as the API has them. */
export const tasks = {
  path: '/refine-jobs',
  plural: 'refine_jobs',
  columns: [
    column('ID', 'id'),
    column('NAME', 'name'),
    column('STATUS', 'latest_status'),
    { title: 'SOURCE', value: (item: Item) => sourceText(item['source']) },
    { title: 'OUTPUT', value: (item: Item) => nameOfOutput(item['output']) },
    column('CREATOR', 'creator'),
    timeColumn('CREATED (UTC)', 'create_time'),
  ],
  filters: ['id', 'search_content', 'latest_status', 'dataset', 'creator', 'mine', 'deleted'],
} as const;

/** Path of one task. */
export const taskPath = (id: string): string => `${tasks.path}/${encodeURIComponent(id)}`;

const sourceText = (source: unknown): string => {
  const { dataset, version } = source as { readonly dataset: string; readonly version: number }; // the API's contract
  return `${dataset} v${version}`;
};

const nameOfOutput = (output: unknown): string | undefined =>
  (output as { readonly dataset: string } | undefined)?.dataset; // the API's contract
