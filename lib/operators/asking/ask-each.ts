import { isSluiceError, type SluiceError } from '../../errors/sluice-error.ts';
import type { ModelShare } from '../../model/model-share.ts';
import type { JudgeOptions } from '../../model/text-models.ts';
import type { TextRecord } from '../../model/text-record.ts';
import type { BatchFunction, ModelVerdict } from '../define-operator.ts';
import { createGate } from './gate.ts';

/** So many in a row that nobody could be asked about are no accident of theirs. */
const outageLength = 5;

/** Asks about a record. */
type Ask = (record: TextRecord, options: JudgeOptions) => Promise<ModelVerdict>;

/**
 * Asks a judge about each record of a batch, as many at a time as the share allows. A record that the judge will not have,
 * or that it could not be asked about while it answered others, is rejected alone. Throws whatever stands in the way of
 * all (no time left, a wrong key, a service that answers nobody): those records are to be tried again another time.
 */
export const askEach = (ask: Ask): BatchFunction => {
  const answered = new WeakSet<ModelShare>();
  return async (records, share) => {
    const stop = new AbortController();
    const signal = share.signal === undefined ? stop.signal : AbortSignal.any([share.signal, stop.signal]);
    const options = { signal, gate: createGate(share.concurrency) };
    let failedInRow = 0;
    const noteAnswer = (verdict: ModelVerdict): ModelVerdict => {
      failedInRow = 0;
      answered.add(share);
      return verdict;
    };
    const noteFailure = (error: unknown): ModelVerdict => {
      if (!mayBeItsOwn(error) || signal.aborted) throw error;
      failedInRow += isOfRecord(error) ? 0 : 1;
      if (failedInRow === outageLength) throw error;
      return { failed: error };
    };
    const asked = records.map((record) => ask(record, options).then(noteAnswer, noteFailure));
    try {
      const verdicts = await Promise.all(asked);
      if (!answered.has(share)) throwOutage(verdicts);
      return verdicts;
    } catch (error) {
      stop.abort();
      await Promise.allSettled(asked);
      throw error;
    }
  };
};

/** Where nobody has been answered, what failed is no fault of the records, unless the judge says so. */
const throwOutage = (verdicts: readonly ModelVerdict[]): void => {
  for (const verdict of verdicts) {
    if (verdict !== undefined && 'failed' in verdict && !isOfRecord(verdict.failed)) throw verdict.failed;
  }
};

/** Whether it may be about the one record alone. */
const mayBeItsOwn = (error: unknown): error is SluiceError =>
  isSluiceError(error) && error.retry === 'backoff';

const isOfRecord = ({ details }: SluiceError): boolean => details['scope'] === 'record';
