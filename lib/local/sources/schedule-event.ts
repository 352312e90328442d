import type { ScheduledEvent } from 'aws-lambda';
import { localAccountId } from '../manifest/pseudo-parameter.ts';

/** The event that a function gets when its schedule fires. */
export const scheduleEvent = (firing: {
  readonly id: string;
  readonly at: number;
  readonly region: string;
  readonly functionName: string;
}): ScheduledEvent => ({
  version: '0',
  id: firing.id,
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: localAccountId,
  time: new Date(firing.at).toISOString().replace(/\.\d+Z$/, 'Z'),
  region: firing.region,
  resources: [`arn:aws:events:${firing.region}:${localAccountId}:rule/${firing.functionName}`],
  detail: {},
});
