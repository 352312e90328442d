import type { AwsPorts } from '../adapters/aws-ports.ts';
import { createWorker } from '../engine/create-worker.ts';
import type { StageWork } from '../engine/stage-work.ts';
import type { StageKind, WorkMessage } from '../model/run.ts';
import { sqsHandler } from './sqs-handler.ts';

/** A function that does the work of one kind of stage, message by message, and tells the coordinator. */
export const workHandler = (ports: AwsPorts, workByKind: Readonly<Partial<Record<StageKind, StageWork>>>) => {
  const workOn = createWorker(ports, workByKind);
  return sqsHandler(ports.log, async ({ body }) => {
    const message = JSON.parse(body) as WorkMessage; // only the coordinator can send to a work queue
    await ports.events.send([await workOn(message)]);
  });
};
