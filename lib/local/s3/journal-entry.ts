import type { ObjectEvent } from './object-event.ts';
import type { QueueNotification } from './queue-notification.ts';
import type { MultipartUpload, StoredObject, UploadedPart } from './stored-object.ts';

/** One change of the store: a line of the journal. All of a line happened, or none of it. */
export type JournalEntry =
  | { readonly op: 'compacted'; readonly version: 1; readonly lastSequence: number }
  | { readonly op: 'bucket-created'; readonly bucket: string; readonly at: number }
  | { readonly op: 'bucket-deleted'; readonly bucket: string }
  | {
      readonly op: 'notifications-set';
      readonly bucket: string;
      readonly notifications: readonly QueueNotification[];
    }
  | ObjectPut
  | ObjectDeleted
  | { readonly op: 'upload-started'; readonly upload: MultipartUpload }
  | {
      readonly op: 'part-put';
      readonly uploadId: string;
      readonly partNumber: number;
      readonly part: UploadedPart;
    }
  | { readonly op: 'upload-aborted'; readonly uploadId: string }
  | { readonly op: 'events-pending'; readonly events: readonly ObjectEvent[] }
  | { readonly op: 'event-delivered'; readonly sequence: number };

/** An object's new state; it ends the multipart upload that the object names. */
export interface ObjectPut {
  readonly op: 'object-put';
  readonly bucket: string;
  readonly key: string;
  readonly object: StoredObject;
  readonly events: readonly ObjectEvent[];
}

export interface ObjectDeleted {
  readonly op: 'object-deleted';
  readonly bucket: string;
  readonly key: string;
  readonly events: readonly ObjectEvent[];
}
