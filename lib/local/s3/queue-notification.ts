/** A rule of a bucket: which events of which keys go to which queue. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  /** Such as s3:ObjectCreated:* or s3:ObjectRemoved:Delete. */
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

/** The events that this server emits, without their s3: prefix. */
export type ObjectEventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete';

/** Whether an event of a key is one that the rule asks for. */
export function matchesNotification(rule: QueueNotification, name: ObjectEventName, key: string): boolean {
  const isWanted = rule.events.some((event) => {
    return event.endsWith('*') ? `s3:${name}`.startsWith(event.slice(0, -1)) : event === `s3:${name}`;
  });
  return isWanted && key.startsWith(rule.prefix ?? '') && key.endsWith(rule.suffix ?? '');
}
