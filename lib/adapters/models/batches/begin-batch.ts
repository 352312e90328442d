import { unavailable } from '../chat-failure.ts';
import { retryCall } from '../retry-call.ts';
import { type Question, questionLine } from './batch-lines.ts';
import { unlessItPasses, waitSecondsOf } from './batch-waits.ts';
import { filePatience, type GroupPorts, type GroupWait, markOf, modelOf } from './group-ports.ts';
import type { QuestionGroup } from './split-questions.ts';

/**
 * Claims a try and gives its questions to the service. The claim comes before the batch, which bears its mark, and the
 * service's name of it is written down after: whoever dies in between has left what the next one finds it by.
 * @throws SluiceError when the service will not have them
 */
export const beginBatch = async (
  { tries, service, patience, now }: GroupPorts,
  group: QuestionGroup,
  number: number,
  questions: readonly Question[],
): Promise<GroupWait> => {
  const wait = { waitSeconds: waitSecondsOf(0, patience) };
  const claimedAt = now();
  if (!(await tries.claim(group.hash, number, claimedAt))) return wait;
  const mark = markOf(group, number);

  const create = async (): Promise<string | undefined> => {
    const lines = questions.map(questionLine).join('');
    const file = await retryCall(modelOf(group), () => service.upload(lines), filePatience);
    // Soon another may take this claim for that of a dead worker.
    if (now() - claimedAt > patience.claimMilliseconds) throw unavailable(modelOf(group), 'out_of_time');
    // Sent once: where no answer comes, only the list of batches tells whether it was heard.
    return unlessItPasses(() => service.create({ file, mark }));
  };

  const id = await create().catch(async (error: unknown) => {
    // Nothing was begun. Whoever tries again need not wait until the claim is old.
    await tries.note(group.hash, number, { claimedAt, end: 'refused' });
    throw error;
  });
  if (id === undefined) return wait;
  await tries.note(group.hash, number, { claimedAt, id });
  return { ...wait, name: mark };
};
