import type { ObjectEvent } from './object-event.ts';
import type { Bucket } from './object-index.ts';
import { matchesNotification, type ObjectEventName } from './queue-notification.ts';
import type { S3Store } from './s3-store.ts';
import type { StoredObject } from './stored-object.ts';

/** What is changed, by which request. */
export interface ObjectChange {
  readonly bucket: Bucket;
  readonly key: string;
  readonly requestId: string;
}

/** Puts an object in its place, together with the events that tell of it. */
export function putObjectInPlace(
  store: S3Store,
  change: ObjectChange & { readonly eventName: ObjectEventName },
  object: StoredObject,
): Promise<void> {
  const events = eventsOf(store, change.eventName, { ...change, object });
  return store.commit({ op: 'object-put', bucket: change.bucket.name, key: change.key, object, events });
}

/** Removes an object, if it is there, together with the events that tell of it. */
export async function removeObject(store: S3Store, change: ObjectChange): Promise<void> {
  const { bucket, key } = change;
  if (!bucket.objects.has(key)) return;
  const events = eventsOf(store, 'ObjectRemoved:Delete', change);
  await store.commit({ op: 'object-deleted', bucket: bucket.name, key, events });
}

function eventsOf(
  store: S3Store,
  name: ObjectEventName,
  { bucket, key, requestId, object }: ObjectChange & { readonly object?: StoredObject },
): ObjectEvent[] {
  if (!store.keepsEvents) return [];
  const rules = bucket.notifications.filter((rule) => matchesNotification(rule, name, key));
  return rules.map((rule, index) => ({
    sequence: store.index.lastSequence + 1 + index,
    name,
    bucket: bucket.name,
    key,
    at: object?.modifiedAt ?? Date.now(),
    requestId,
    configurationId: rule.id,
    queueArn: rule.queueArn,
    ...(object ? { sizeBytes: object.sizeBytes, etag: object.etag } : {}),
  }));
}
