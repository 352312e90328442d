import type { JournalEntry, ObjectDeleted, ObjectPut } from './journal-entry.ts';
import type { ObjectEvent } from './object-event.ts';
import type { QueueNotification } from './queue-notification.ts';
import type { Segment } from './segments.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { MultipartUpload, StoredObject, UploadedPart } from './stored-object.ts';

/** A bucket with what it holds. */
export interface Bucket {
  readonly name: string;
  readonly createdAt: number;
  readonly notifications: readonly QueueNotification[];
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly keys: Pick<SortedKeys, 'ascending'>;
}

/** A multipart upload with its parts so far. */
export interface OpenUpload {
  readonly upload: MultipartUpload;
  readonly parts: ReadonlyMap<number, UploadedPart>;
}

interface MutableBucket extends Bucket {
  notifications: readonly QueueNotification[];
  readonly objects: Map<string, StoredObject>;
  readonly keys: SortedKeys;
}

interface MutableUpload extends OpenUpload {
  readonly parts: Map<number, UploadedPart>;
}

/** All that the journal says, in memory. It changes through entries only. */
export class ObjectIndex {
  readonly #buckets = new Map<string, MutableBucket>();
  readonly #uploads = new Map<string, MutableUpload>();
  readonly #pendingEvents = new Map<number, ObjectEvent>();
  #lastSequence = 0;

  get buckets(): ReadonlyMap<string, Bucket> {
    return this.#buckets;
  }

  get uploads(): ReadonlyMap<string, OpenUpload> {
    return this.#uploads;
  }

  /** By sequence, oldest first. */
  get pendingEvents(): ReadonlyMap<number, ObjectEvent> {
    return this.#pendingEvents;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** Applies an entry; gives the segments that it made superfluous. */
  apply(entry: JournalEntry): readonly Segment[] {
    switch (entry.op) {
      case 'compacted':
        this.#lastSequence = entry.lastSequence;
        return [];
      case 'bucket-created':
        this.#buckets.set(entry.bucket, emptyBucket(entry.bucket, entry.at));
        return [];
      case 'bucket-deleted':
        return this.#deleteBucket(entry.bucket);
      case 'notifications-set':
        this.#bucket(entry.bucket).notifications = entry.notifications;
        return [];
      case 'object-put':
        return this.#putObject(entry);
      case 'object-deleted':
        return this.#deleteObject(entry);
      case 'upload-started':
        this.#uploads.set(entry.upload.uploadId, { upload: entry.upload, parts: new Map() });
        return [];
      case 'part-put':
        return this.#putPart(entry.uploadId, entry.partNumber, entry.part);
      case 'upload-aborted':
        return this.#endUpload(entry.uploadId);
      case 'events-pending':
        return this.#addEvents(entry.events);
      case 'event-delivered':
        this.#pendingEvents.delete(entry.sequence);
        return [];
      default:
        return entry satisfies never;
    }
  }

  #putObject({ bucket: name, key, object, events }: ObjectPut): readonly Segment[] {
    const bucket = this.#bucket(name);
    const previous = bucket.objects.get(key);
    if (!previous) bucket.keys.add(key);
    bucket.objects.set(key, object);
    this.#addEvents(events);
    const parts = object.uploadId === undefined ? [] : this.#endUpload(object.uploadId);
    return [...(previous?.segments ?? []), ...parts];
  }

  #deleteObject({ bucket: name, key, events }: ObjectDeleted): readonly Segment[] {
    const bucket = this.#bucket(name);
    const previous = bucket.objects.get(key);
    if (bucket.objects.delete(key)) bucket.keys.remove(key);
    this.#addEvents(events);
    return previous?.segments ?? [];
  }

  #deleteBucket(name: string): readonly Segment[] {
    const bucket = this.#bucket(name);
    const uploads = [...this.#uploads.values()].filter(({ upload }) => upload.bucket === name);
    this.#buckets.delete(name);
    const objects = [...bucket.objects.values()].flatMap(({ segments }) => segments);
    return [...objects, ...uploads.flatMap(({ upload }) => this.#endUpload(upload.uploadId))];
  }

  #putPart(uploadId: string, partNumber: number, part: UploadedPart): readonly Segment[] {
    const upload = this.#uploads.get(uploadId);
    if (!upload) throw new Error(`the journal has a part of the unknown upload ${uploadId}`);
    const previous = upload.parts.get(partNumber);
    upload.parts.set(partNumber, part);
    return previous?.segments ?? [];
  }

  #endUpload(uploadId: string): readonly Segment[] {
    const upload = this.#uploads.get(uploadId);
    this.#uploads.delete(uploadId);
    return [...(upload?.parts.values() ?? [])].flatMap(({ segments }) => segments);
  }

  #addEvents(events: readonly ObjectEvent[]): readonly Segment[] {
    for (const event of events) {
      this.#pendingEvents.set(event.sequence, event);
      this.#lastSequence = Math.max(this.#lastSequence, event.sequence);
    }
    return [];
  }

  #bucket(name: string): MutableBucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new Error(`the journal names the unknown bucket ${name}`);
    return bucket;
  }
}

function emptyBucket(name: string, createdAt: number): MutableBucket {
  return { name, createdAt, notifications: [], objects: new Map(), keys: new SortedKeys() };
}
