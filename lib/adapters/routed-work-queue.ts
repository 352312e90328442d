import { isContainerKind } from '../model/stage-functions.ts';
import type { WorkQueue } from '../ports/queues.ts';

/** Sends the work of each kind of stage to where its workers are: functions or containers. */
export const routedWorkQueue = (to: {
  readonly functions: WorkQueue;
  readonly containers: WorkQueue;
}): WorkQueue => ({
  send: async (messages, delaySeconds) => {
    const { true: forContainers = [], false: forFunctions = [] } = Object.groupBy(messages, ({ kind }) =>
      isContainerKind(kind) ? 'true' : 'false',
    );
    if (forFunctions.length > 0) await to.functions.send(forFunctions, delaySeconds);
    if (forContainers.length > 0) await to.containers.send(forContainers, delaySeconds);
  },
});
