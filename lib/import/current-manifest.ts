import { SluiceError } from '../errors/sluice-error.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { type ImportedConnection, isAccepted } from './imported-connection.ts';
import { loadManifest } from './read-upload.ts';
import { runIds } from './run-ids.ts';
import type { Upload } from './upload-ports.ts';

/** What a connection imports and how, and the `connection.json` that is dealt with by doing it. */
export interface CurrentManifest {
  readonly manifest: ConnectionManifest;
  readonly accepted: string | undefined;
}

/**
 * The manifest that holds now: the connection's, which people may have edited since it came, unless a newer
 * `connection.json` lies there that was not dealt with, or the one that was could not be read.
 * @throws SluiceError ModelArts.72060001 when `connection.json` is none, 72060009 when there is no manifest at all
 */
export const currentManifest = async (
  objects: ObjectStore,
  upload: Upload,
  connection: ImportedConnection,
): Promise<CurrentManifest> => {
  const { manifest, accepted } = connection;
  const found = await objects.find(objectKeys.connectionManifest(upload.workspace, upload.connectionId));
  if (found === undefined) {
    if (manifest !== undefined) return { manifest, accepted };
    throw new SluiceError('ModelArts.72060009', { file: 'connection.json', reason: 'it is not there' });
  }
  const lying = runIds.ofManifest(upload, found);
  if (manifest !== undefined && isAccepted(connection, lying)) return { manifest, accepted: lying };
  return { manifest: await loadManifest(objects, upload), accepted: lying };
};
