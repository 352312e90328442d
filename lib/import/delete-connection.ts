import { toRunError } from '../errors/to-run-error.ts';
import type { RunError } from '../model/run.ts';
import { changeConnection, refuseUnlessAtRest } from './change-connection.ts';
import type { ImportedConnection } from './imported-connection.ts';
import type { ConnectionCaller, ImportPorts } from './upload-ports.ts';

type Ports = Pick<ImportPorts, 'documents' | 'clock'>;

/**
 * Deletes a connection such that it can be restored, and gives it. Its files and its data set stay.
 * @throws SluiceError ModelArts.72060020, 72060085 while its import is under way, or when it is deleted already
 */
export const deleteConnection = (ports: Ports, caller: ConnectionCaller): Promise<ImportedConnection> =>
  changeConnection(ports, caller, (connection, now) => {
    refuseUnlessAtRest(connection);
    return {
      connection: { ...connection, deletedAt: now, updatedAt: now },
      trace: { name: 'deleteDataConnection' },
    };
  });

/** What came of one of several; without an error it is deleted. */
export interface DeletionOutcome {
  readonly id: string;
  readonly error?: RunError;
}

/** Deletes several connections one by one: what keeps one from being deleted does not keep the others. */
export const deleteConnections = async (
  ports: Ports,
  { workspace, user }: Pick<ConnectionCaller, 'workspace' | 'user'>,
  ids: readonly string[],
): Promise<readonly DeletionOutcome[]> => {
  const outcomes: DeletionOutcome[] = [];
  for (const id of new Set(ids)) {
    try {
      await deleteConnection(ports, { workspace, user, id });
      outcomes.push({ id });
    } catch (thrown) {
      outcomes.push({ id, error: toRunError(thrown).error });
    }
  }
  return outcomes;
};
