import type { OperatorCounts } from '../model/run.ts';

/** Counts what one operator does to the records of a shard; `step` is its place in a recipe of several stages. */
export const createOperatorTally = (operatorId: string, step?: number) => {
  const changedByReason: Record<string, number> = {};
  const droppedByReason: Record<string, number> = {};
  let [inCount, outCount, hitCount, rejectedCount, milliseconds] = [0, 0, 0, 0, 0];
  return {
    changed: (reasons: readonly string[]): void => {
      hitCount++;
      for (const reason of reasons) changedByReason[reason] = (changedByReason[reason] ?? 0) + 1;
    },
    dropped: (reason: string): void => {
      hitCount++;
      droppedByReason[reason] = (droppedByReason[reason] ?? 0) + 1;
    },
    rejected: (): void => {
      rejectedCount++;
    },
    batch: (done: {
      readonly inCount: number;
      readonly outCount: number;
      readonly milliseconds: number;
    }): void => {
      inCount += done.inCount;
      outCount += done.outCount;
      milliseconds += done.milliseconds;
    },
    counts: (): OperatorCounts => ({
      operatorId,
      ...(step === undefined ? {} : { step }),
      inCount,
      outCount,
      hitCount,
      changedByReason,
      droppedByReason,
      rejectedCount,
      seconds: milliseconds / 1000,
    }),
  };
};
