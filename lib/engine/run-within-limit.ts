import { SluiceError } from '../errors/sluice-error.ts';
import type { TextRecord } from '../model/text-record.ts';
import type { RecordFunction, Verdict } from '../operators/define-operator.ts';
import { runGuarded } from './run-guarded.ts';

const batchLimitMs = 1000;
const recordLimitMs = 1000;

/**
 * Runs an operator over a batch under a time limit, and gives a function that tells each record's verdict. When the batch
 * runs over, its records are done again one by one: the one that runs away is rejected, its neighbours go on.
 */
export const runWithinLimit = (run: RecordFunction, records: readonly TextRecord[]): RecordFunction => {
  const originals = records.map(({ texts }) => texts.slice());
  const attempt = runGuarded(() => records.map(outcomeOf(run)), batchLimitMs);
  if ('value' in attempt) {
    const outcomes = new Map(records.map((record, index) => [record, attempt.value[index]]));
    return (record) => outcomes.get(record)?.();
  }
  for (const [index, record] of records.entries()) restore(record, originals[index] ?? []);
  return (record) => {
    const original = record.texts.slice();
    const single = runGuarded(() => run(record), recordLimitMs);
    if ('value' in single) return single.value;
    restore(record, original);
    throw new SluiceError('ModelArts.72020057', { pattern: '…', reason: 'time_limit' });
  };
};

/** The verdict, or the failure, told when asked for: one record's failure must not end the batch. */
const outcomeOf =
  (run: RecordFunction) =>
  (record: TextRecord): (() => Verdict) => {
    try {
      const verdict = run(record);
      return () => verdict;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  };

const restore = (record: TextRecord, texts: readonly string[]): void => {
  for (const [index, text] of texts.entries()) record.texts[index] = text;
};
