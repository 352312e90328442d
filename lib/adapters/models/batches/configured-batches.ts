import { setting } from '../../../config.ts';
import { SluiceError } from '../../../errors/sluice-error.ts';
import type { Chat, ChatBatches } from '../../../model/text-models.ts';
import type { ModelService } from '../post-model.ts';
import type { BatchStore } from './batch-tries.ts';
import { keptBatches } from './kept-batches.ts';
import { openAiBatches } from './open-ai-batches.ts';

const usualWaitSeconds = '900';
/** A function has fifteen minutes; most of what is begun in it is begun at once. */
const claimMilliseconds = 240_000;
const marginMilliseconds = 60_000;
/** Services promise a day, and then have an end to write down. */
const longestBatchMilliseconds = 36 * 3_600_000;

/**
 * The batches of a service of OpenAI's protocol, waited for as the settings say. Where no answers are kept nothing can be
 * asked ahead.
 * @throws SluiceError ModelArts.72060001 for a setting that is none
 */
export const configuredBatches = (
  service: ModelService,
  {
    chat,
    name,
    answers,
  }: { readonly chat: Chat; readonly name: string; readonly answers: BatchStore | undefined },
): ChatBatches => {
  if (answers === undefined) return nothingAhead(chat);
  return keptBatches({
    chat,
    objects: answers,
    service: name,
    open: (model) => openAiBatches(service, model),
    patience: {
      longestWaitSeconds: waitSeconds(),
      claimMilliseconds,
      takeOverMilliseconds: claimMilliseconds + service.timeoutMilliseconds + marginMilliseconds,
      longestBatchMilliseconds,
    },
  });
};

const nothingAhead = (chat: Chat): ChatBatches => ({
  answer: async () => chat,
  look: async () => undefined,
  cancel: async () => {},
});

const waitSeconds = (): number => {
  const seconds = Number(setting('MODEL_BATCH_WAIT_SECONDS', usualWaitSeconds));
  if (seconds >= 0 && seconds <= 900) return seconds;
  const reason = 'it is 0 to 900 seconds';
  throw new SluiceError('ModelArts.72060001', { argument: 'MODEL_BATCH_WAIT_SECONDS', reason });
};
