import type { ConnectionManifest } from '../model/connection-manifest.ts';
import { acceptUpload } from './accept-upload.ts';
import { changeConnection, loadConnection, refuseUnlessAtRest } from './change-connection.ts';
import { findOwnDataset } from './claim-dataset.ts';
import type { ImportedConnection } from './imported-connection.ts';
import { type ConnectionCaller, type ImportPorts, uploadOf } from './upload-ports.ts';

/**
 * Replaces what a connection is to import and how, and gives the connection. It starts nothing, unless the connection
 * waits for files and the new manifest expects none that is missing.
 * @throws SluiceError ModelArts.72060020, 72060085 while it is deleted or its import is under way, 72010001, 72060001
 */
export const editConnection = async (
  ports: ImportPorts,
  caller: ConnectionCaller,
  manifest: ConnectionManifest,
): Promise<ImportedConnection> => {
  const upload = uploadOf(caller);
  const edited = await changeConnection(ports, caller, async (connection, now) => {
    refuseUnlessAtRest(connection);
    await findOwnDataset(ports.documents, upload, manifest);
    const name = manifest.name ?? connection.name;
    return {
      connection: { ...connection, manifest, name, updatedAt: now },
      trace: {
        name: 'updateDataConnection',
        request: { changed: changedFields(connection.manifest, manifest) },
      },
    };
  });
  if (edited.status !== 'pending') return edited;
  await acceptUpload(ports, upload, caller.user);
  return (await loadConnection(ports.documents, caller)).document;
};

/** Names only: what people write into a manifest is no business of the audit trail. */
const changedFields = (
  before: ConnectionManifest | undefined,
  after: ConnectionManifest,
): readonly string[] => {
  const old = new Map(Object.entries(before ?? {}));
  const now = new Map(Object.entries(after));
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)));
};
