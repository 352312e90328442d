import * as z from 'zod';
import type { InvocationOutcome } from '../runner/invocation.ts';

const partialFailure = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * The messages of a batch that stay in the queue after an invocation. Source: Lambda developer guide, "Implementing
 * partial batch responses": no list, a null list or an empty one is success; an answer that is not understood, or
 * that names a message which is not of the batch, fails the whole batch, as an error does.
 */
export const failedMessageIds = (
  outcome: InvocationOutcome,
  messageIds: readonly string[],
  reportsItemFailures: boolean,
): ReadonlySet<string> => {
  const all = new Set(messageIds);
  if (outcome.status === 'failed') return all;
  if (!reportsItemFailures) return new Set();
  const answer = partialFailure.safeParse(JSON.parse(outcome.resultJson));
  if (!answer.success) return all;
  const failed = new Set((answer.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  return [...failed].every((id) => all.has(id)) ? failed : all;
};
