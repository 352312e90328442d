import * as z from 'zod';
import { SqsError } from '../sqs-error.ts';

/** A batch of entries of one shape; how many there may be is checked with the rest of the batch. */
export const batchOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.object({ Id: z.string(), ...shape })).default([]);

/** Does each entry; one that cannot be done is reported and costs the others nothing. */
export const runBatch = <Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  run: (entry: Entry) => object | undefined,
) => {
  checkBatch(entries);
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
};

const checkBatch = (entries: readonly { readonly Id: string }[]): void => {
  if (entries.length === 0) {
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    const message = `Maximum number of entries per request are 10. You have sent ${entries.length}.`;
    throw new SqsError('TooManyEntriesInBatchRequest', message);
  }
  const ids = new Set(entries.map(({ Id }) => Id));
  for (const id of ids) {
    if (!/^[\w-]{1,80}$/.test(id)) {
      throw new SqsError(
        'InvalidBatchEntryId',
        'An entry id has 1 to 80 letters, digits, hyphens and underscores.',
      );
    }
  }
  if (ids.size < entries.length) {
    throw new SqsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
};
