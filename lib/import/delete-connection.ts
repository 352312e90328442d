import { changeConnection, refuseUnlessAtRest } from './change-connection.ts';
import type { ImportedConnection } from './imported-connection.ts';
import type { ConnectionCaller, ImportPorts } from './upload-ports.ts';

/**
 * Deletes a connection such that it can be restored, and gives it. Its files and its data set stay.
 * @throws SluiceError ModelArts.72060020, 72060085 while its import is under way, or when it is deleted already
 */
export const deleteConnection = (
  ports: Pick<ImportPorts, 'documents' | 'clock'>,
  caller: ConnectionCaller,
): Promise<ImportedConnection> =>
  changeConnection(ports, caller, (connection, now) => {
    refuseUnlessAtRest(connection);
    return {
      connection: { ...connection, deletedAt: now, updatedAt: now },
      trace: { name: 'deleteDataConnection' },
    };
  });
