import { decideAgain } from '../assets/decide-again.ts';
import { resendStart } from '../engine/create-run.ts';
import { objectKeys } from '../model/object-keys.ts';
import { notNow } from './change-connection.ts';
import { isAccepted, isUnfinished } from './imported-connection.ts';
import { noteRefusal, noteWaiting } from './note-connection.ts';
import { checkFiles, listUpload, loadManifest, missingFiles } from './read-upload.ts';
import { runIds } from './run-ids.ts';
import { startImport } from './start-import.ts';
import { type Arrival, type ImportPorts, systemUser, type Upload } from './upload-ports.ts';

/**
 * Looks at an upload folder after an object has come, or anything else may have changed: starts its import when
 * `connection.json` and all expected files are there, notes what is wrong with it, or waits. Told twice of the same
 * manifest, it starts one run. A new manifest restores a connection that was deleted.
 */
export const acceptUpload = (ports: ImportPorts, upload: Upload, user = systemUser): Promise<void> =>
  // The notifications of an upload come together: what this one means when another was faster is to be seen anew.
  decideAgain(() => acceptOnce(ports, upload, user));

const acceptOnce = async (ports: ImportPorts, upload: Upload, user: string): Promise<void> => {
  const manifestObject = await ports.objects.find(
    objectKeys.connectionManifest(upload.workspace, upload.connectionId),
  );
  if (manifestObject === undefined) return;
  const known = await ports.documents.find('connection', upload.workspace, upload.connectionId);
  const runId = runIds.ofManifest(upload, manifestObject);
  if (known === undefined || !isAccepted(known.document, runId)) {
    // Two runs would write one version. The notification comes again, and finds the earlier run ended.
    if (known?.document.status === 'running') throw notNow('an import of this folder is under way');
    const actor = known !== undefined && isUnfinished(known.document) ? known.document.user : user;
    return startWhenReady(ports, { upload, manifest: undefined, known, accepted: runId, user: actor }, runId);
  }
  const { status, deletedAt, latestRun = runId, manifest } = known.document;
  if (status === 'running') return resendStart(ports, latestRun);
  if (status !== 'pending' || deletedAt !== undefined) return;
  await startWhenReady(ports, { upload, manifest, known, accepted: runId, user }, runId);
};

const startWhenReady = async (ports: ImportPorts, seen: Arrival, runId: string): Promise<void> => {
  const { upload } = seen;
  let arrival = seen;
  try {
    const manifest = seen.manifest ?? (await loadManifest(ports.objects, upload));
    arrival = { ...seen, manifest };
    const files = await listUpload(ports.objects, upload.workspace, upload.connectionId);
    if (missingFiles(manifest, files).length > 0) return await noteWaiting(ports, arrival);
    checkFiles(manifest, files);
    await startImport(ports, { ...arrival, manifest, files, runId });
  } catch (error) {
    await noteRefusal(ports, arrival, error);
  }
};
