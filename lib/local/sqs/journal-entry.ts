import type { SentBefore } from './deduplication-window.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import type { StoredMessage } from './queue-message.ts';

/** One change of the queues: a line of the journal. All of a line happened, or none of it. */
export type JournalEntry =
  | { readonly op: 'compacted'; readonly version: 1 }
  /** The server ended, whatever was in flight, and started again. */
  | { readonly op: 'restarted'; readonly at: number }
  | {
      readonly op: 'queue-created';
      readonly queue: string;
      readonly attributes: QueueAttributes;
      readonly tags: Readonly<Record<string, string>>;
      readonly at: number;
      readonly changedAt: number;
      readonly lastSequence: number;
    }
  | {
      readonly op: 'attributes-set';
      readonly queue: string;
      readonly attributes: QueueAttributes;
      readonly at: number;
    }
  | { readonly op: 'tags-set'; readonly queue: string; readonly tags: Readonly<Record<string, string>> }
  | { readonly op: 'queue-deleted'; readonly queue: string }
  | { readonly op: 'sent'; readonly queue: string; readonly message: StoredMessage }
  | {
      readonly op: 'received';
      readonly queue: string;
      readonly ids: readonly string[];
      readonly at: number;
    }
  | { readonly op: 'deleted'; readonly queue: string; readonly id: string }
  | { readonly op: 'moved'; readonly queue: string; readonly to: string; readonly message: StoredMessage }
  | { readonly op: 'purged'; readonly queue: string }
  /** A message that compaction found in a queue. */
  | { readonly op: 'kept'; readonly queue: string; readonly message: StoredMessage }
  /** A deduplication id that compaction found still remembered. */
  | { readonly op: 'remembered'; readonly queue: string; readonly sent: SentBefore };
