import * as z from 'zod';
import { decideAgain } from '../assets/decide-again.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { type ConnectionManifest, connectionManifest } from '../model/connection-manifest.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Versioned } from '../ports/document-store.ts';
import { acceptUpload } from './accept-upload.ts';
import { loadConnection } from './change-connection.ts';
import { findOwnDataset } from './claim-dataset.ts';
import { connectionTraces } from './connection-trace.ts';
import { type ImportedConnection, isUnfinished } from './imported-connection.ts';
import { connectionOf } from './note-connection.ts';
import { checkFiles, listUpload, missingFiles } from './read-upload.ts';
import { type ConnectionCaller, type ImportPorts, uploadOf } from './upload-ports.ts';

/** What a connection is created from. */
export const connectionRequest = z.strictObject({
  id: z
    .string()
    .regex(/^(?!\.{1,2}$)[^/\p{C}]{1,200}$/u)
    .describe("Name of the folder under `inbox/<workspace>/`, which becomes the connection's id"),
  manifest: connectionManifest.describe('Written as the `connection.json` of the folder'),
});
export type ConnectionRequest = z.output<typeof connectionRequest>;

/**
 * Creates a connection over the files that lie in a folder of the inbox, starts its import, and gives it; it waits when
 * its manifest expects files that are not there.
 *
 * The connection is noted before `connection.json` is written: the notification of that may be faster than this caller,
 * and must find who asked. Asked for again after a crash in between, it goes on.
 * @throws SluiceError ModelArts.72060001 when the folder has a connection, 72060086 when it is a single file, 72010001
 * when its data set's name is taken, or what is wrong with the files
 */
export const createConnection = async (
  ports: ImportPorts,
  { workspace, user }: Pick<ConnectionCaller, 'workspace' | 'user'>,
  request: ConnectionRequest,
): Promise<ImportedConnection> => {
  const caller = { workspace, user, id: request.id };
  await decideAgain(() => noteRequest(ports, caller, request));
  const manifestKey = objectKeys.connectionManifest(workspace, request.id);
  await ports.objects.write(manifestKey, Buffer.from(JSON.stringify(request.manifest, undefined, 2)));
  await acceptUpload(ports, uploadOf(caller), user);
  return (await loadConnection(ports.documents, caller)).document;
};

const noteRequest = async (
  ports: ImportPorts,
  caller: ConnectionCaller,
  { manifest }: ConnectionRequest,
): Promise<void> => {
  const upload = uploadOf(caller);
  const known = await ports.documents.find('connection', caller.workspace, caller.id);
  refuseTaken(known, caller);
  await checkFolder(ports, caller, manifest);
  await findOwnDataset(ports.documents, upload, manifest);
  const now = ports.clock.now();
  const { user } = caller;
  const connection = connectionOf({ upload, manifest, known, accepted: undefined, user }, now);
  const revision = known?.revision ?? 0;
  await ports.documents.commit(
    [{ kind: 'connection', document: connection, expectedRevision: revision }],
    connectionTraces(connection, { time: now, revision: revision + 1 }, [
      { name: 'createDataConnection', user },
    ]),
  );
};

const checkFolder = async (
  { objects }: ImportPorts,
  { workspace, id }: ConnectionCaller,
  manifest: ConnectionManifest,
): Promise<void> => {
  const files = await listUpload(objects, workspace, id);
  const asFile = objectKeys.inbox(workspace, id).replace(/\/$/, '');
  if (files.length === 0 && (await objects.find(asFile)) !== undefined) {
    throw new SluiceError('ModelArts.72060086', { file: asFile });
  }
  if (missingFiles(manifest, files).length === 0) checkFiles(manifest, files);
};

const refuseTaken = (
  known: Versioned<ImportedConnection> | undefined,
  { id, user }: ConnectionCaller,
): void => {
  if (known === undefined || (isUnfinished(known.document) && known.document.user === user)) return;
  const isDeleted = known.document.deletedAt !== undefined;
  const reason = isDeleted
    ? `the folder ${id} has a connection that is deleted; restore it, or delete it for good`
    : `the folder ${id} has a connection; edit or retry it`;
  throw new SluiceError('ModelArts.72060001', { argument: 'id', reason });
};
