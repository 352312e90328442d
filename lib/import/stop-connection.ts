import { personEvent } from '../engine/person-event.ts';
import type { EventQueue } from '../ports/queues.ts';
import { changeConnection, loadConnection, notNow } from './change-connection.ts';
import type { ImportedConnection } from './imported-connection.ts';
import type { ConnectionCaller, ImportPorts } from './upload-ports.ts';

/**
 * Stops what a connection does, and gives it: its run, which ends when the coordinator has been told, or its wait for
 * files.
 * @throws SluiceError ModelArts.72060020, 72060085 when it does nothing
 */
export const stopConnection = async (
  ports: Pick<ImportPorts, 'documents' | 'clock'> & { readonly events: EventQueue },
  caller: ConnectionCaller,
): Promise<ImportedConnection> => {
  const asked = await changeConnection(ports, caller, (connection, now) => {
    const { status, latestRun, deletedAt } = connection;
    if (deletedAt !== undefined || (status !== 'running' && status !== 'pending')) {
      throw notNow(deletedAt === undefined ? 'it neither imports nor waits' : 'it is deleted');
    }
    return {
      // Of a run, the coordinator notes the end.
      connection: status === 'running' ? connection : { ...connection, status: 'stopped', updatedAt: now },
      trace: {
        name: 'stopDataConnection',
        ...(status === 'running' ? { request: { run: latestRun } } : {}),
      },
    };
  });
  if (asked.status !== 'running' || asked.latestRun === undefined) return asked;
  const run = await ports.documents.findRun(asked.latestRun);
  if (run === undefined) return asked;
  await ports.events.send([personEvent('stop-requested', run.document, caller.user)]);
  return (await loadConnection(ports.documents, caller)).document;
};
