/**
 * What calls take inside a region, milliseconds: round figures that the simulation rests on, not measurements. The quotas
 * are AWS's, without any that have been raised.
 */
export const SERVICE_TIMES = {
  /** A consistent read of an item. */
  tableReadMs: 5,
  /** A transaction over a handful of items. */
  tableCommitMs: 15,
  /** A send of up to ten messages. */
  queueSendMs: 10,
  concurrentSends: 16,
  /** From the end of a batch of a FIFO group to the next one's function: delete, receive, invoke. */
  nextBatchMs: 20,
  /** From a message's send to the worker that takes it. */
  deliveryMs: 30,
  /** Reading, finding and writing whole objects: what a shard takes beside its bytes. */
  shardOverheadMs: 400,
  /** Messages that a function gets of a FIFO queue at once. */
  eventsPerBatch: 10,
  /** Requests that a message group of a FIFO queue takes a second, each of one event. */
  groupSendsPerSecond: 300,
} as const;

/** Bytes that a worker of one vCPU does a second: eight operators as one recipe over English text (docs/measurements.md). */
export const BYTES_PER_SECOND = 19e6;
