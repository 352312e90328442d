import type { AwsPorts } from '../adapters/aws-ports.ts';
import { failDeadWork } from '../dead-work/fail-dead-work.ts';
import { sqsHandler } from './sqs-handler.ts';

/** Dead letters of work. What is no work message fails here, and so its queue moves it to where people look. */
export const deadWorkHandler = ({ log, events }: Pick<AwsPorts, 'log' | 'events'>) =>
  sqsHandler(log, ({ body }) => failDeadWork(events, body));
