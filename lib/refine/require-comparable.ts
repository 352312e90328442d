import { SluiceError } from '../errors/sluice-error.ts';
import { LIMITS } from '../model/limits.ts';
import type { RefiningStage } from '../model/run-spec.ts';

/**
 * One worker finds the groups of all records that are compared, so that they must fit its memory.
 * @throws SluiceError ModelArts.72060001 when they do not
 */
export const requireComparable = (
  stages: readonly Pick<RefiningStage, 'kind'>[],
  recordCount: number,
): void => {
  if (recordCount <= LIMITS.comparedRecords || stages.every(({ kind }) => kind !== 'cluster')) return;
  const reason = `a run can compare ${LIMITS.comparedRecords} records, and these are ${recordCount}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'source', reason });
};
