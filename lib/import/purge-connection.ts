import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { changeConnection, loadConnection, notNow } from './change-connection.ts';
import type { ImportedConnection } from './imported-connection.ts';
import type { ConnectionCaller, ImportPorts } from './upload-ports.ts';

const keysPerRequest = 1000;

/**
 * Takes a deleted connection away for good, with its `connection.json`, lest an object that comes into the folder later
 * brings it back; gives what it was. Its data set stays, and so do its files unless they are to go.
 * @throws SluiceError ModelArts.72060020, 72060085 when it has not been deleted before
 */
export const purgeConnection = async (
  ports: Pick<ImportPorts, 'objects' | 'documents' | 'clock'>,
  caller: ConnectionCaller,
  { deleteFiles = false }: { readonly deleteFiles?: boolean } = {},
): Promise<ImportedConnection> => {
  const { workspace, id } = caller;
  refuseUnlessDeleted((await loadConnection(ports.documents, caller)).document);
  // Objects first: when this is cut short, the connection is still there to be purged.
  await ports.objects.delete([objectKeys.connectionManifest(workspace, id)]);
  if (deleteFiles) await deleteFolder(ports.objects, objectKeys.inbox(workspace, id));
  return changeConnection(ports, caller, (connection) => {
    refuseUnlessDeleted(connection);
    return {
      connection,
      isRemoval: true,
      trace: { name: 'deleteDataConnection', request: { permanent: true, delete_files: deleteFiles } },
    };
  });
};

const refuseUnlessDeleted = ({ deletedAt }: ImportedConnection): void => {
  if (deletedAt === undefined) throw notNow('only what is deleted can be deleted for good');
};

const deleteFolder = async (objects: ObjectStore, prefix: string): Promise<void> => {
  let keys: string[] = [];
  for await (const { key } of objects.list(prefix)) {
    keys.push(key);
    if (keys.length < keysPerRequest) continue;
    await objects.delete(keys);
    keys = [];
  }
  await objects.delete(keys);
};
