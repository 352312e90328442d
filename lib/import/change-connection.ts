import { decideAgain } from '../assets/decide-again.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import { type ConnectionTraceFacts, connectionTraces } from './connection-trace.ts';
import type { ImportedConnection } from './imported-connection.ts';
import { releaseDataset } from './release-dataset.ts';
import type { ConnectionCaller, ImportPorts } from './upload-ports.ts';

/** What becomes of a connection, and the audit entry of it. */
export interface ConnectionChange {
  readonly connection: ImportedConnection;
  readonly trace: Omit<ConnectionTraceFacts, 'user'>;
  /** Takes the connection away. */
  readonly isRemoval?: true;
}

/**
 * Commits what `decide` makes of a connection, and gives it; when somebody else is faster, it is decided again.
 * @throws SluiceError ModelArts.72060020 when there is no such connection
 */
export const changeConnection = (
  { documents, clock }: Pick<ImportPorts, 'documents' | 'clock'>,
  caller: ConnectionCaller,
  decide: (connection: ImportedConnection, now: number) => ConnectionChange | Promise<ConnectionChange>,
): Promise<ImportedConnection> =>
  decideAgain(async () => {
    const { document, revision } = await loadConnection(documents, caller);
    const now = clock.now();
    const { connection, trace, isRemoval } = await decide(document, now);
    const removal = isRemoval === undefined ? {} : { isRemoval };
    const released = await releaseDataset(documents, document, isRemoval ? undefined : connection);
    await documents.commit(
      [{ kind: 'connection', document: connection, expectedRevision: revision, ...removal }, ...released],
      connectionTraces(connection, { time: now, revision: revision + 1 }, [{ ...trace, user: caller.user }]),
    );
    return connection;
  });

/** @throws SluiceError ModelArts.72060020 when the workspace has no such connection */
export const loadConnection = async (
  documents: DocumentStore,
  { workspace, id }: Pick<ConnectionCaller, 'workspace' | 'id'>,
): Promise<Versioned<ImportedConnection>> => {
  const found = await documents.find('connection', workspace, id);
  if (found === undefined) throw new SluiceError('ModelArts.72060020', { connection: id });
  return found;
};

/**
 * Refuses what can't be done to a connection that is deleted, or whose import is under way.
 * @throws SluiceError ModelArts.72060085
 */
export const refuseUnlessAtRest = ({ status, deletedAt }: ImportedConnection): void => {
  if (deletedAt !== undefined) throw notNow('it is deleted; restore it first');
  if (status === 'running') throw notNow('its import is under way');
};

/** A connection is in a state in which what was asked for can't be done. */
export const notNow = (reason: string): SluiceError => new SluiceError('ModelArts.72060085', { reason });
