import type { JournalEntry } from './journal-entry.ts';
import type { Bucket, ObjectIndex, OpenUpload } from './object-index.ts';
import type { Segment } from './segments.ts';

/** The fewest entries that lead to the same index. */
export function* compactIndex(index: ObjectIndex): Generator<JournalEntry> {
  yield { op: 'compacted', version: 1, lastSequence: index.lastSequence };
  for (const bucket of index.buckets.values()) yield* bucketEntries(bucket);
  for (const upload of index.uploads.values()) yield* uploadEntries(upload);
  if (index.pendingEvents.size > 0) yield { op: 'events-pending', events: [...index.pendingEvents.values()] };
}

/** The segments that the index counts on, object by object and part by part. */
export function* segmentsInUse(index: ObjectIndex): Generator<readonly Segment[]> {
  for (const { objects } of index.buckets.values())
    for (const { segments } of objects.values()) yield segments;
  for (const { parts } of index.uploads.values()) for (const { segments } of parts.values()) yield segments;
}

/** The segments that an entry counts on. */
export function segmentsOfEntry(entry: JournalEntry): readonly Segment[] {
  if (entry.op === 'object-put') return entry.object.segments;
  return entry.op === 'part-put' ? entry.part.segments : [];
}

function* bucketEntries({ name, createdAt, notifications, objects }: Bucket): Generator<JournalEntry> {
  yield { op: 'bucket-created', bucket: name, at: createdAt };
  if (notifications.length > 0) yield { op: 'notifications-set', bucket: name, notifications };
  for (const [key, object] of objects) yield { op: 'object-put', bucket: name, key, object, events: [] };
}

function* uploadEntries({ upload, parts }: OpenUpload): Generator<JournalEntry> {
  yield { op: 'upload-started', upload };
  for (const [partNumber, part] of parts) {
    yield { op: 'part-put', uploadId: upload.uploadId, partNumber, part };
  }
}
