import type { Connection, DocumentByKind, DocumentKind, ListedKind, Schedule } from '../../model/document.ts';
import type { Run } from '../../model/run.ts';
import type { NoticeOutbox } from '../../model/run-notice.ts';
import type { Trace } from '../../model/trace.ts';
import {
  type DocumentStore,
  type Page,
  RevisionConflict,
  type Versioned,
  type Write,
} from '../document-store.ts';
import { type ListFilter, matchesListFilter } from '../list-filter.ts';
import { deepFrozen } from './deep-frozen.ts';

/** Documents in memory, with the revisions and the all-or-nothing commits of the real store. */
export class MemoryDocumentStore implements DocumentStore {
  readonly #stored = new Map<string, Stored>();
  readonly #traceById = new Map<string, Trace>();

  async find<Kind extends DocumentKind>(
    kind: Kind,
    workspace: string,
    id: string,
  ): Promise<Versioned<DocumentByKind[Kind]> | undefined> {
    const found = this.#stored.get(keyOf(kind, workspace, id))?.versioned;
    // The key begins with the kind.
    return found?.document.workspace === workspace ? (found as Versioned<DocumentByKind[Kind]>) : undefined;
  }

  async findRun(id: string): Promise<Versioned<Run> | undefined> {
    const found = this.#stored.get(keyOf('run', '', id))?.versioned;
    return found as Versioned<Run> | undefined; // the key begins with the kind
  }

  async list<Kind extends ListedKind>(
    kind: Kind,
    workspace: string,
    { limit, offset }: { readonly limit: number; readonly offset: number },
    filter: ListFilter = {},
  ): Promise<Page<DocumentByKind[Kind]>> {
    const newestFirst = this.#all(kind)
      .filter((document) => document.workspace === workspace)
      .filter((document) => matchesListFilter(kind, document, filter))
      .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1));
    return { items: newestFirst.slice(offset, offset + limit), total: newestFirst.length };
  }

  async listRunning(): Promise<readonly Run[]> {
    return this.#all('run')
      .filter(({ status }) => status === 'running' || status === 'stopping')
      .sort(byUpdate);
  }

  async listWaiting(): Promise<readonly Connection[]> {
    return this.#all('connection')
      .filter(({ status, deletedAt }) => status === 'pending' && deletedAt === undefined)
      .sort(byUpdate);
  }

  async listScheduled(): Promise<readonly Schedule[]> {
    return this.#all('schedule')
      .filter(({ status }) => status === 'enabled')
      .sort((one, other) => (one.nextAt ?? Infinity) - (other.nextAt ?? Infinity));
  }

  async listOutboxes(): Promise<readonly NoticeOutbox[]> {
    return this.#all('outbox').sort(byUpdate);
  }

  async commit(writes: readonly Write[], traces: readonly Trace[]): Promise<void> {
    // No await between the check and the write: two commits at one revision must not both pass.
    for (const { kind, document, expectedRevision } of writes) {
      const key = keyOf(kind, document.workspace, document.id);
      const revision = this.#stored.get(key)?.versioned.revision ?? 0;
      if (revision !== expectedRevision) throw new RevisionConflict(`${key} is at revision ${revision}`);
    }
    for (const { kind, document, expectedRevision, isRemoval = false } of writes) {
      if (isRemoval) {
        this.#stored.delete(keyOf(kind, document.workspace, document.id));
        continue;
      }
      const versioned = deepFrozen({ document, revision: expectedRevision + 1 });
      this.#stored.set(keyOf(kind, document.workspace, document.id), { kind, versioned });
    }
    for (const trace of traces) this.#traceById.set(trace.trace_id, deepFrozen(trace));
  }

  /** Every trace, oldest first. */
  traces(): readonly Trace[] {
    return [...this.#traceById.values()].sort((one, other) => (one.trace_id < other.trace_id ? -1 : 1));
  }

  #all<Kind extends DocumentKind>(kind: Kind): DocumentByKind[Kind][] {
    return [...this.#stored.values()]
      .filter((stored) => stored.kind === kind)
      .map(({ versioned }) => versioned.document as DocumentByKind[Kind]); // of this kind, by the line above
  }
}

interface Stored {
  readonly kind: DocumentKind;
  readonly versioned: Versioned<DocumentByKind[DocumentKind]>;
}

/** Run ids are unique among all workspaces. */
const keyOf = (kind: DocumentKind, workspace: string, id: string): string =>
  kind === 'run' ? `run/${id}` : `${kind}/${workspace}/${id}`;

const byUpdate = (one: { readonly updatedAt: number }, other: { readonly updatedAt: number }): number =>
  one.updatedAt - other.updatedAt;
