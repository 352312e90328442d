import { createHash } from 'node:crypto';
import { resendStart } from '../engine/create-run.ts';
import { readText } from '../engine/json-object.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import { objectKeys } from '../model/object-keys.ts';
import { RevisionConflict } from '../ports/document-store.ts';
import type { StoredObject } from '../ports/object-store.ts';
import { noteRefusal, noteWaiting } from './note-connection.ts';
import { checkFiles, listUpload, missingFiles, parseManifest } from './read-upload.ts';
import { startImport } from './start-import.ts';
import type { Upload, UploadPorts } from './upload-ports.ts';

/**
 * Looks at an upload folder after an object has come: starts its import when `connection.json` and all expected files
 * are there, notes what is wrong with it, or waits. Told twice of the same manifest, it starts one run.
 */
export const acceptUpload = async (ports: UploadPorts, upload: Upload): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      return await acceptOnce(ports, upload);
    } catch (error) {
      // The notifications of an upload come together: another was faster, and what this one means is to be seen anew.
      if (!(error instanceof RevisionConflict) || tries === mostTries) throw error;
    }
  }
};

const mostTries = 5;

const acceptOnce = async (ports: UploadPorts, upload: Upload): Promise<void> => {
  const manifestObject = await ports.objects.find(
    objectKeys.connectionManifest(upload.workspace, upload.connectionId),
  );
  if (manifestObject === undefined) return;
  const known = await ports.documents.find('connection', upload.workspace, upload.connectionId);
  const runId = runIdOf(upload, manifestObject);
  if (known?.document.status === 'running') {
    if (known.document.latestRun === runId) return resendStart(ports, runId);
    // Two runs would write one version. The notification comes again, and finds the earlier run ended.
    throw new SluiceError('ModelArts.72060085', { reason: 'an import of this folder is under way' });
  }
  if (known?.document.latestRun === runId && known.document.status !== 'pending') return;

  let manifest: ConnectionManifest | undefined;
  try {
    manifest = parseManifest(await readText(ports.objects, manifestObject.key));
    const files = await listUpload(ports.objects, upload.workspace, upload.connectionId);
    if (missingFiles(manifest, files).length > 0) {
      await noteWaiting(ports, { upload, runId, manifest, known });
      return;
    }
    checkFiles(manifest, files);
    await startImport(ports, { upload, runId, manifest, known }, files);
  } catch (error) {
    await noteRefusal(ports, { upload, runId, manifest, known }, error);
  }
};

/** A new manifest, even one with the same bytes, is a new run; a repeated notification is not. */
const runIdOf = ({ workspace, connectionId }: Upload, { etag, modifiedAt }: StoredObject): string =>
  `run-${createHash('sha256').update(`${workspace}/${connectionId}/${etag}/${modifiedAt}`).digest('hex').slice(0, 20)}`;
