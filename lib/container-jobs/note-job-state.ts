import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { RunEvent, WorkMessage } from '../model/run.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { EventQueue } from '../ports/queues.ts';
import { findAnswer } from './find-answer.ts';
import { jobFailure } from './job-failure.ts';
import { type JobDetail, jobStateEvent } from './job-state.ts';
import { findMessage, WORK_SETTINGS } from './work-list.ts';

export interface JobStatePorts {
  readonly objects: ObjectStore;
  readonly events: EventQueue;
  readonly log: Log;
}

/**
 * Tells the coordinator of a job that has failed before it could tell itself: it ran out of memory or time, or its host
 * went away. One that had done its work and lost only its event has succeeded.
 * @throws ZodError when the text is no state change event
 */
export const noteJobState = async (ports: JobStatePorts, body: string): Promise<void> => {
  const { detail } = jobStateEvent.parse(JSON.parse(body));
  if (detail.status !== 'FAILED' || isArray(detail)) return;
  const message = await messageOf(ports.objects, detail);
  if (message === undefined) {
    ports.log.warn('a job without work has failed', { jobId: detail.jobId });
    return;
  }
  const answer = await findAnswer(ports.objects, message);
  await ports.events.send([answer ?? failureOf(ports.log, message, detail)]);
};

/** Its children speak for themselves. */
const isArray = ({ arrayProperties }: JobDetail): boolean =>
  arrayProperties?.size !== undefined && arrayProperties.index === undefined;

const messageOf = async (
  objects: ObjectStore,
  { container, arrayProperties }: JobDetail,
): Promise<WorkMessage | undefined> => {
  const list = container?.environment.find(({ name }) => name === WORK_SETTINGS.list)?.value;
  return list === undefined ? undefined : findMessage(objects, list, arrayProperties?.index ?? 0);
};

const failureOf = (log: Log, { runId, stage, shard, attempt }: WorkMessage, detail: JobDetail): RunEvent => {
  const { cause, reason } = jobFailure(detail);
  log.warn('a container job has failed', { runId, stage, shard, attempt, jobId: detail.jobId, cause });
  const failure = new SluiceError('ModelArts.72020092', { service: 'container job', cause, reason });
  return { type: 'work-failed', runId, stage, shard, attempt, ...toRunError(failure) };
};
