import { join } from 'node:path';
import { BlobPack } from './blob-pack.ts';
import { BlobStore } from './blob-store.ts';
import { compactIndex, segmentsInUse, segmentsOfEntry } from './compact-index.ts';
import { EventDelivery } from './event-delivery.ts';
import { Journal, readJournal, rewriteJournal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { ObjectEvent } from './object-event.ts';
import { ObjectIndex } from './object-index.ts';

export interface S3StoreOptions {
  readonly directory: string;
  /** Whether a commit waits for the disk, and so survives a loss of power too. */
  readonly fsync: boolean;
  /** Where events go; without it none are kept. */
  readonly deliver?: ((event: ObjectEvent) => Promise<void>) | undefined;
}

/** Buckets and objects on a disk: an index in memory, a journal that it can be made from, and blobs. */
export class S3Store {
  readonly index: ObjectIndex;
  readonly blobs: BlobStore;
  /** For small payloads, unless each has to be on the disk for itself. */
  readonly pack: BlobPack | undefined;
  /** Settles when what crashes left behind is gone; starting doesn't wait for it. */
  readonly cleared: Promise<void>;
  readonly #closing = new AbortController();
  readonly #journal: Journal;
  readonly #delivery: EventDelivery | undefined;

  /** Opens the store in the state of the last complete line of its journal, and clears up behind a crash. */
  constructor({ directory, fsync, deliver }: S3StoreOptions) {
    this.blobs = new BlobStore(join(directory, 'blobs'));
    this.pack = fsync ? undefined : new BlobPack(this.blobs);
    const path = join(directory, 'journal.jsonl');
    const { index, sizeBytes } = replay(path);
    this.index = index;
    for (const segments of segmentsInUse(index)) this.blobs.retain(segments);
    this.cleared = this.blobs.removeOrphans(this.#closing.signal);
    this.#journal = new Journal(path, { sizeBytes, fsync });
    if (!deliver) return;
    const acknowledge = ({ sequence }: ObjectEvent) => this.#acknowledge(sequence);
    this.#delivery = new EventDelivery({ deliver, acknowledge });
    for (const event of index.pendingEvents.values()) this.#delivery.enqueue(event);
  }

  /** Whether changes of objects have to be told to somebody. */
  get keepsEvents(): boolean {
    return this.#delivery !== undefined;
  }

  /**
   * Makes a change happen. Everything that others can see happens before the first await: who checks and commits
   * without an await in between wins or loses a race as a whole.
   */
  async commit(entry: JournalEntry): Promise<void> {
    this.#journal.append(entry);
    this.blobs.retain(segmentsOfEntry(entry));
    const superfluous = this.index.apply(entry);
    await this.#journal.synced();
    if ('events' in entry) for (const event of entry.events) this.#delivery?.enqueue(event);
    if (superfluous.length > 0) await this.blobs.release(superfluous);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#delivery?.stop();
    await this.cleared.catch(() => undefined);
    await this.pack?.close();
    await this.#journal.close();
  }

  // Not synced: a lost acknowledgement only means one more delivery.
  #acknowledge(sequence: number): void {
    const entry = { op: 'event-delivered', sequence } as const;
    this.#journal.append(entry);
    this.index.apply(entry);
  }
}

function replay(path: string): { readonly index: ObjectIndex; readonly sizeBytes: number } {
  const { entries, sizeBytes } = readJournal(path);
  const index = new ObjectIndex();
  for (const entry of entries) index.apply(entry);
  const compacted = [...compactIndex(index)];
  // Rewriting pays when more than half of the lines are history.
  if (compacted.length * 2 >= entries.length) return { index, sizeBytes };
  return { index, sizeBytes: rewriteJournal(path, compacted) };
}
