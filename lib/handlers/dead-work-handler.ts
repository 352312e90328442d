import { failDeadWork } from '../dead-work/fail-dead-work.ts';
import type { Log } from '../ports/log.ts';
import type { EventQueue } from '../ports/queues.ts';
import { sqsHandler } from './sqs-handler.ts';

/** Dead letters of work. What is no work message fails here, and so its queue moves it to where people look. */
export const deadWorkHandler = ({ log, events }: { readonly log: Log; readonly events: EventQueue }) =>
  sqsHandler(log, ({ body }) => failDeadWork(events, body));
