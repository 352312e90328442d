import * as z from 'zod';
import type { ListFilter } from '../ports/list-filter.ts';
import { flag } from './schemas.ts';

/** Query parameters that lists of what people have made are narrowed by. */
export const filterQuery = {
  id: z.string().optional(),
  dataset: z.string().optional().describe('Data set that it reads or makes'),
  creator: z.string().optional().describe('User who made it'),
  mine: flag.describe('Those that the caller has made'),
  deleted: flag.describe('Deleted ones, which can be restored, instead of the others'),
} as const;

type FilterQuery = z.output<z.ZodObject<typeof filterQuery>>;

/** The filter that a query asks for, with its status and search text as the store has them. */
export const listFilterOf = (
  { id, dataset, creator, mine, deleted }: FilterQuery,
  caller: string,
  { status, search }: { readonly status?: string | undefined; readonly search?: string | undefined },
): ListFilter => {
  const user = mine === 'true' ? caller : creator;
  return {
    ...(id === undefined ? {} : { id }),
    ...(search === undefined ? {} : { search }),
    ...(status === undefined ? {} : { status }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(user === undefined ? {} : { user }),
    isDeleted: deleted === 'true',
  };
};
