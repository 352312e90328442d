import * as z from 'zod';
import { asSluiceError } from '../errors/sluice-error.ts';
import { presentError } from './present.ts';
import { runErrorSchema } from './schemas.ts';

/** The body of what is done to several items at once. */
export const batchRequest = z.strictObject({ ids: z.array(z.string()).min(1).max(100) });

/** What came of each item, in the order of the request; those without an error are done. */
export const batchReply = z.object({
  results: z.array(z.object({ id: z.string(), error: runErrorSchema.optional() })),
});

/** Does something to each item, once even when it is named twice; one that fails costs no other. */
export const eachOf = async (
  { ids }: z.output<typeof batchRequest>,
  act: (id: string) => Promise<unknown>,
): Promise<z.input<typeof batchReply>> => {
  const results = [];
  for (const id of new Set(ids)) results.push({ id, ...(await errorOf(act(id))) });
  return { results };
};

const errorOf = async (done: Promise<unknown>) => {
  try {
    await done;
    return {};
  } catch (thrown) {
    return { error: presentError(asSluiceError(thrown)) };
  }
};
