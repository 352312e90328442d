import { createWorker } from '../engine/create-worker.ts';
import type { StageWork, WorkPorts } from '../engine/stage-work.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { StageKind } from '../model/run.ts';
import type { EventQueue } from '../ports/queues.ts';
import { findAnswer } from './find-answer.ts';
import { findMessage } from './work-list.ts';

export interface JobPorts extends WorkPorts {
  readonly events: EventQueue;
  /** Resolves at a time, in milliseconds since the epoch; at once when it has passed. */
  readonly waitUntil: (time: number) => Promise<void>;
}

/** What a container is to do. */
export interface JobTask {
  /** Key of the list of messages, and the place of this container's. */
  readonly list: string;
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
}

/**
 * Does one message in a container and tells the coordinator, as a function does. A job that comes twice, or again after
 * its event was lost, tells what was done.
 * @throws SluiceError when its message can't be read or its event not sent: the job has failed then
 */
export const doJob = async (
  ports: JobPorts,
  workByKind: Readonly<Partial<Record<StageKind, StageWork>>>,
  { list, index, notBefore }: JobTask,
): Promise<void> => {
  const message = await findMessage(ports.objects, list, index);
  if (message === undefined)
    throw new SluiceError('ModelArts.72020067', { key: list, reason: `it holds no message ${index}` });
  await ports.waitUntil(notBefore);
  const answer =
    (await findAnswer(ports.objects, message)) ?? (await createWorker(ports, workByKind)(message));
  await ports.events.send([answer]);
};
