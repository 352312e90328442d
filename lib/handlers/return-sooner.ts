import type { SQSRecord } from 'aws-lambda';
import { returnToQueue } from '../adapters/sqs-return-to-queue.ts';
import type { Log } from '../ports/log.ts';

/** Hands messages back to their queue, each to be delivered again after some seconds. */
export type ReturnToQueue = (
  returns: readonly { readonly record: SQSRecord; readonly seconds: number }[],
) => Promise<void>;

const longestPauseSeconds = 900;

/** 5 s after the first delivery, then 20, 80, 320, 900, half of it by chance: what failed together comes apart. */
export const pauseSeconds = (receiveCount: number, random: () => number = Math.random): number =>
  Math.ceil(Math.min(5 * 4 ** (receiveCount - 1), longestPauseSeconds) * (0.5 + random() / 2));

/**
 * Has failed messages come again sooner than their queue would have them, which hides them for as long as their work
 * may take. The pause follows from how often a message has come, not from its neighbours: new ones must not use up the
 * deliveries of old ones in an outage. Within a group of a FIFO queue all wait for the longest pause, as none is
 * delivered while an earlier one is hidden. A failure here costs only time.
 */
export const returnSooner = async (
  log: Log,
  records: readonly SQSRecord[],
  handBack: ReturnToQueue = returnToQueue,
): Promise<void> => {
  if (records.length === 0) return;
  try {
    await handBack(
      records.map((record) => ({
        record,
        seconds: pauseSeconds(Number(record.attributes.ApproximateReceiveCount) || 1),
      })),
    );
  } catch (error) {
    log.warn('failed messages come again late', {
      messageCount: records.length,
      name: error instanceof Error ? error.name : typeof error,
    });
  }
};
