import type { AwsPorts } from '../adapters/aws-ports.ts';
import { noteJobState } from '../container-jobs/note-job-state.ts';
import { sqsHandler } from './sqs-handler.ts';

/** State changes of container jobs, as a rule of the event bus sends them to their queue. */
export const jobStateHandler = (ports: Pick<AwsPorts, 'objects' | 'events' | 'log'>) =>
  sqsHandler(ports.log, ({ body }) => noteJobState(ports, body));
