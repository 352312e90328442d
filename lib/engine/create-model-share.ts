import type { ModelShare, ShareLimits } from '../model/model-share.ts';

const usualConcurrency = 8;

/** What one shard may ask of a model: without limits where none are given. */
export const createModelShare = (limits: ShareLimits = {}): ModelShare => {
  const { concurrency = usualConcurrency, signal, mayWait = false } = limits;
  const { recordCount = Number.POSITIVE_INFINITY, tokenCount = Number.POSITIVE_INFINITY } = limits;
  const use = { answerCount: 0, keptCount: 0, inputTokenCount: 0, outputTokenCount: 0 };
  let isSpent = recordCount <= 0;
  return {
    concurrency,
    left: { records: recordCount, tokens: tokenCount },
    ...(signal === undefined ? {} : { signal }),
    mayWait,
    note: ({ inputTokenCount, outputTokenCount, isKept }) => {
      use.answerCount++;
      if (isKept === true) use.keptCount++;
      use.inputTokenCount += inputTokenCount;
      use.outputTokenCount += outputTokenCount;
    },
    use: () => ({ ...use }),
    spend: () => {
      isSpent = true;
    },
    isSpent: () => isSpent,
  };
};
