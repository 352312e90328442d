import { SluiceError } from '../errors/sluice-error.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { acceptUpload } from './accept-upload.ts';
import { changeConnection, loadConnection, notNow } from './change-connection.ts';
import type { ImportedConnection } from './imported-connection.ts';
import { type ConnectionCaller, type ImportPorts, uploadOf } from './upload-ports.ts';

/**
 * Restores a deleted connection and gives it. One that was waiting for files waits on, or starts when they have come.
 * @throws SluiceError ModelArts.72060020, 72060085 when it is not deleted, 72010001 when its data set's name was taken
 * since it was deleted
 */
export const restoreConnection = async (
  ports: ImportPorts,
  caller: ConnectionCaller,
): Promise<ImportedConnection> => {
  const restored = await changeConnection(ports, caller, async (connection, now) => {
    const { deletedAt, ...kept } = connection;
    if (deletedAt === undefined) throw notNow('it is not deleted');
    await refuseIfTaken(ports.documents, connection, deletedAt);
    return { connection: { ...kept, updatedAt: now }, trace: { name: 'restoreDataConnection' } };
  });
  if (restored.status !== 'pending') return restored;
  await acceptUpload(ports, uploadOf(caller), caller.user);
  return (await loadConnection(ports.documents, caller)).document;
};

const refuseIfTaken = async (
  documents: DocumentStore,
  { workspace, id, manifest }: ImportedConnection,
  deletedAt: number,
): Promise<void> => {
  if (manifest === undefined) return;
  const found = await documents.find('dataset', workspace, manifest.datasetName);
  if (found === undefined || found.document.madeBy === id || found.document.createdAt < deletedAt) return;
  throw new SluiceError('ModelArts.72010001', { dataset: manifest.datasetName });
};
