import type { SluiceError } from '../../../errors/sluice-error.ts';
import { unavailable, unknownModel } from '../chat-failure.ts';
import { retryCall } from '../retry-call.ts';
import { readResults } from './batch-lines.ts';
import type { BatchTry } from './batch-tries.ts';
import { filePatience, type GroupPorts, type GroupWait, modelOf } from './group-ports.ts';
import type { Batch } from './open-ai-batches.ts';
import type { QuestionGroup } from './split-questions.ts';

interface EndedTry {
  readonly number: number;
  readonly found: BatchTry;
  readonly batch: Batch;
}

/**
 * Keeps the answers of a batch that is over, notes its end and deletes its files. Gives a wait where the service had no room
 * for it.
 * @throws SluiceError when it came to nothing
 */
export const endBatch = async (
  { service, tries, known, patience }: GroupPorts,
  group: QuestionGroup,
  { number, found, batch }: EndedTry,
): Promise<GroupWait | undefined> => {
  const model = modelOf(group);
  const asked = new Set(group.questions.map(({ name }) => name));
  let resultCount = 0;
  for (const file of batch.resultFiles) {
    const text = await retryCall(model, () => service.read(file), filePatience);
    const results = [...readResults(text, (name) => (asked.has(name) ? model : undefined))];
    await known.keep(results);
    resultCount += results.length;
  }
  await tries.note(group.hash, number, { ...found, end: batch.state });
  // Texts of records are not to lie about longer than needed; a file that stays does no harm.
  await Promise.allSettled(batch.files.map((file) => service.delete(file)));
  if (batch.state === 'completed' || resultCount > 0 || found.isCalledOff === true) return undefined;
  // There is room when what the service has of other batches is answered.
  if (batch.reason === 'token_limit_exceeded') return { waitSeconds: patience.longestWaitSeconds };
  throw failureOf(model, batch);
};

const failureOf = (model: string, { state, reason }: Batch): SluiceError =>
  reason === 'model_not_found' ? unknownModel(model, reason) : unavailable(model, reason ?? `batch_${state}`);
