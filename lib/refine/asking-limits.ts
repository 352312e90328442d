import { LIMITS } from '../model/limits.ts';
import type { ModelDemand } from '../model/model-share.ts';
import type { AskingLimits } from '../model/run-spec.ts';
import type { TextModels } from '../model/text-models.ts';
import { isModelOperator } from '../operators/define-operator.ts';
import type { ParsedStep } from '../operators/parse-recipe.ts';
import { batchLimits } from './batch-limits.ts';

interface AskedRecords {
  readonly recordCount: number;
  readonly sizeBytes: number;
  /** Taken from the start of the source; all by default. */
  readonly sampleCount?: number | undefined;
}

/** Requests that one worker has under way at most: it waits for many as well as for one, and is paid for by time. */
const workerConcurrency = 16;
/** How long a shard asks where answers take as long as usual: a third of the time that it has. */
const shardSeconds = 80;
/** Slices at the least, so that fewer records than there are come from all over the source. */
const fewestSlices = 4;
const usualRecordBytes = 1024;
/** Bytes of a token at the least. */
const bytesOfToken = 3;

/** An operator of a recipe, as far as it matters here. */
export type AskingStep = Pick<ParsedStep, 'operator' | 'params'>;

/**
 * How a run whose recipe asks a model is cut: into shards that end in time, so many of them at once, and so many requests
 * of each, that all together keep to what recipe and deployment say. Undefined where nobody has to wait for a model.
 */
export const askingLimits = (
  steps: readonly AskingStep[],
  { recordCount, sizeBytes, sampleCount = Number.POSITIVE_INFINITY }: AskedRecords,
  models: TextModels = {},
): AskingLimits | undefined => {
  const demands = demandsOf(steps, models);
  const demand = together(demands);
  if (demand === undefined) return undefined;
  const { concurrency, madeOfOne, recordCount: mostRecords, tokenCount, answerTokens = 0 } = demand;
  // A version that is only planned has not been counted.
  const counted = recordCount > 0 ? recordCount : Math.ceil(sizeBytes / usualRecordBytes);
  const recordBytes = sizeBytes / Math.max(1, counted);
  const available = Math.min(counted, sampleCount);
  const recordTokens = recordBytes / bytesOfToken + answerTokens;
  const askedCount = Math.max(
    1,
    Math.min(
      available,
      Math.ceil((mostRecords ?? Number.POSITIVE_INFINITY) / madeOfOne),
      Math.ceil((tokenCount ?? Number.POSITIVE_INFINITY) / Math.max(1, recordTokens)),
    ),
  );
  const widest = Math.min(concurrency, workerConcurrency);
  const seconds = askedCount * sum(demands.map((one) => secondsOf(one, recordBytes)));
  const sliceCount = Math.min(
    Math.max(Math.ceil(seconds / (widest * shardSeconds)), Math.min(fewestSlices, askedCount)),
    LIMITS.stageShards,
  );
  const shardConcurrency = Math.min(widest, Math.ceil(askedCount / sliceCount));
  // Without a limit that bites, no slice is kept from using all of its records.
  const isLimited = mostRecords !== undefined && mostRecords < available * madeOfOne;
  const isShared = isLimited || tokenCount !== undefined;
  const cut = demands.some(({ isBatched }) => isBatched === true)
    ? batchLimits({ askedCount, available, sizeBytes, concurrency, fewestSlices: sliceCount, isShared })
    : {
        shardConcurrency,
        shardsAtOnce: Math.max(1, Math.floor(concurrency / shardConcurrency)),
        sliceBytes: Math.max(1, Math.ceil(sizeBytes / sliceCount)),
      };
  return {
    ...cut,
    ...(isLimited ? { recordCount: mostRecords } : {}),
    ...(tokenCount === undefined ? {} : { tokenCount }),
  };
};

/** What the operators of a recipe ask together: as many requests at once as the most modest of them. */
export const demandOf = (steps: readonly AskingStep[], models: TextModels = {}): ModelDemand | undefined =>
  together(demandsOf(steps, models));

/** Whether an operator asks somebody for whom a run has to wait. */
export const demandsModel = (step: AskingStep, models: TextModels = {}): boolean =>
  demandsOf([step], models).length > 0;

const demandsOf = (steps: readonly AskingStep[], models: TextModels): readonly ModelDemand[] =>
  steps.flatMap(({ operator, params }) =>
    isModelOperator(operator) ? (operator.demand?.(params, models) ?? []) : [],
  );

/** Limits are those of the last one: what makes records stands at the end. */
const together = (demands: readonly ModelDemand[]): ModelDemand | undefined => {
  const last = demands.at(-1);
  if (last === undefined) return undefined;
  return { ...last, concurrency: Math.min(...demands.map(({ concurrency }) => concurrency)) };
};

/** How long the answers about one record take, one after the other. */
const secondsOf = ({ answerSeconds, requestBytes, isBatched }: ModelDemand, recordBytes: number): number =>
  isBatched === true
    ? 0
    : answerSeconds * (requestBytes === undefined ? 1 : Math.max(1, Math.ceil(recordBytes / requestBytes)));

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
