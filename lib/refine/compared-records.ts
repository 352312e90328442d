import { SluiceError } from '../errors/sluice-error.ts';
import { LIMITS } from '../model/limits.ts';
import type { Operator } from '../operators/define-operator.ts';
import { isBarrier, isMediaBarrier } from '../operators/define-operator.ts';

/** Bytes of a record, where it is not known how many there are. */
const usualRecordBytes = 500;

/** Records of a version, as far as it is known. */
export const comparedRecords = ({
  recordCount = 0,
  sizeBytes = 0,
}: {
  readonly recordCount?: number | undefined;
  readonly sizeBytes?: number | undefined;
}): number => recordCount || Math.ceil(sizeBytes / usualRecordBytes);

/** Records that one worker judges; undefined where it can take all of them. */
export const blockRecordsOf = (recordCount: number): number | undefined =>
  recordCount > LIMITS.blockRecords ? LIMITS.blockRecords : undefined;

/**
 * One worker numbers the groups of all records that are compared, so that they must fit its memory.
 * @throws SluiceError ModelArts.72060001 when they do not
 */
export const requireComparable = (operators: readonly Operator[], recordCount: number): void => {
  if (recordCount <= LIMITS.comparedRecords || !operators.some(comparesRecords)) return;
  const reason = `a run can compare ${LIMITS.comparedRecords} records, and these are ${recordCount}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'source', reason });
};

const comparesRecords = (operator: Operator): boolean => isBarrier(operator) || isMediaBarrier(operator);
