/** What keeping account of a run takes, beside the work itself. */
export interface ControlWork {
  readonly invocations: number;
  readonly queueRequests: number;
  readonly fifoQueueRequests: number;
  readonly tableWriteUnits: number;
}

/**
 * The most that one message takes, be it a shard or a planning: its work message is sent, received and deleted, and so is
 * the event that answers it, by a worker and a coordinator that have nothing else to do. Under load ten events share
 * one invocation and one commit.
 */
const perMessage: ControlWork = {
  invocations: 2,
  queueRequests: 3,
  fifoQueueRequests: 3,
  // A commit writes the run (2 KB, and again to the index of lists), its marker and the stage (2 KB), each write of the
  // transaction at two units a kilobyte.
  tableWriteUnits: 2 * (2 + 1 + 2) + 2,
};

/** The most that keeping account of stages with so many shards takes; each has one planning more. */
export const controlWork = (shardCounts: readonly number[]): ControlWork => {
  const messageCount = shardCounts.reduce((total, shardCount) => total + shardCount + 1, 0);
  return {
    invocations: perMessage.invocations * messageCount,
    queueRequests: perMessage.queueRequests * messageCount,
    fifoQueueRequests: perMessage.fifoQueueRequests * messageCount,
    tableWriteUnits: perMessage.tableWriteUnits * messageCount,
  };
};
