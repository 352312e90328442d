import type { SQSRecord } from 'aws-lambda';
import { returnToQueue } from '../adapters/sqs-return-to-queue.ts';
import type { Log } from '../ports/log.ts';

/** Hands messages back to their queue, to be delivered again after some seconds. */
export type ReturnToQueue = (records: readonly SQSRecord[], seconds: number) => Promise<void>;

const longestPauseSeconds = 900;

/** 5 s after the first delivery, then 20, 80, 320, 900, half of it by chance: what failed together comes apart. */
export const pauseSeconds = (receiveCount: number, random: () => number = Math.random): number =>
  Math.ceil(Math.min(5 * 4 ** (receiveCount - 1), longestPauseSeconds) * (0.5 + random() / 2));

/**
 * Has failed messages come again sooner than their queue would have them, which hides them for as long as their work
 * may take. One pause for all, so that the order within a group stays; a failure costs only time.
 */
export const returnSooner = async (
  log: Log,
  records: readonly SQSRecord[],
  handBack: ReturnToQueue = returnToQueue,
): Promise<void> => {
  if (records.length === 0) return;
  const counts = records.map(({ attributes }) => Number(attributes.ApproximateReceiveCount) || 1);
  try {
    await handBack(records, pauseSeconds(Math.min(...counts)));
  } catch (error) {
    log.warn('failed messages come again late', {
      messageCount: records.length,
      name: error instanceof Error ? error.name : typeof error,
    });
  }
};
