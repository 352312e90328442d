import type { DocumentByKind, DocumentKind, ListedKind } from '../model/document.ts';
import type { Trace } from '../model/trace.ts';
import type { ListFilter } from './list-filter.ts';

/** A document with the number of commits that made it: the optimistic lock. */
export interface Versioned<T> {
  readonly document: T;
  readonly revision: number;
}

export type Write = {
  readonly [Kind in DocumentKind]: {
    readonly kind: Kind;
    readonly document: DocumentByKind[Kind];
    /** Revision that the writer has read; 0 when the document must not exist yet. */
    readonly expectedRevision: number;
    /** Takes the document away instead of writing it. */
    readonly isRemoval?: true;
  };
}[DocumentKind];

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface DocumentStore {
  find<Kind extends DocumentKind>(
    kind: Kind,
    workspace: string,
    id: string,
  ): Promise<Versioned<DocumentByKind[Kind]> | undefined>;
  /** A run of whatever workspace: messages carry its id only. Run ids are unique among all workspaces. */
  findRun(id: string): Promise<Versioned<DocumentByKind['run']> | undefined>;
  /** Newest first, deleted ones left out unless the filter asks for them. `offset` counts documents, not pages. */
  list<Kind extends ListedKind>(
    kind: Kind,
    workspace: string,
    page: { readonly limit: number; readonly offset: number },
    filter?: ListFilter,
  ): Promise<Page<DocumentByKind[Kind]>>;
  /** Runs that are under way, in every workspace, oldest `updatedAt` first: what the sweep looks at. */
  listRunning(): Promise<readonly DocumentByKind['run'][]>;
  /** Schedules that are enabled, in every workspace, the one that is due next first. */
  listScheduled(): Promise<readonly DocumentByKind['schedule'][]>;
  /** Outboxes that have not been emptied, in every workspace, oldest first. */
  listOutboxes(): Promise<readonly DocumentByKind['outbox'][]>;
  /** Connections whose expected files have not all come, in every workspace, oldest `updatedAt` first. */
  listWaiting(): Promise<readonly DocumentByKind['connection'][]>;
  /**
   * All writes and traces, or none. At most 20 writes and 50 traces.
   * @throws RevisionConflict when a document is not at its expected revision
   */
  commit(writes: readonly Write[], traces: readonly Trace[]): Promise<void>;
}

/** Another writer was faster: read again and decide again. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
}
