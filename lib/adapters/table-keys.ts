import type { DocumentKind } from '../model/document.ts';

/**
 * Keys of the one table. A document has an item of its own, listed newest first by index `lists`; while it is active
 * it has a marker, so that the sweep finds it without looking at the others. A day's traces of a workspace share a partition.
 */
export const tableKeys = {
  /** Runs, and with them their stages, are found without their workspace: messages carry a run's id only. */
  document: (kind: DocumentKind, workspace: string, id: string) => {
    // All outboxes are to be looked at, and soon gone: they are their own markers.
    if (kind === 'outbox') return tableKeys.marker(kind, workspace, id);
    const isOfRun = kind === 'run' || kind === 'stage';
    return {
      pk: isOfRun ? `DOCUMENT#${kind}#${id}` : `DOCUMENT#${kind}#${workspace}#${id}`,
      sk: 'DOCUMENT',
    };
  },
  list: (kind: DocumentKind, workspace: string): string => `${kind}#${workspace}`,
  /** The place of a document in its list. */
  listed: (
    kind: DocumentKind,
    {
      workspace,
      id,
      createdAt,
    }: { readonly workspace: string; readonly id: string; readonly createdAt: number },
  ) => ({ listKey: `${kind}#${workspace}`, listSort: `${sortableTime(createdAt)}#${id}` }),
  markers: (kind: DocumentKind): string => `ACTIVE#${kind}`,
  marker: (kind: DocumentKind, workspace: string, id: string) => ({
    pk: `ACTIVE#${kind}`,
    sk: `${workspace}#${id}`,
  }),
  /** An id may hold anything, a workspace no `#`. */
  parseMarker: (sk: string) => ({
    workspace: sk.slice(0, sk.indexOf('#')),
    id: sk.slice(sk.indexOf('#') + 1),
  }),
  traces: (workspace: string, at: number): string =>
    `TRACE#${workspace}#${new Date(at).toISOString().slice(0, 10)}`,
} as const;

const sortableTime = (at: number): string => String(at).padStart(15, '0');
