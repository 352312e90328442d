import { SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import { RevisionConflict, type Versioned } from '../ports/document-store.ts';
import { acceptUpload } from './accept-upload.ts';
import type { ImportedConnection } from './imported-connection.ts';
import { noteRefusal } from './note-connection.ts';
import { listUpload, missingFiles } from './read-upload.ts';
import { systemUser, type Upload, type UploadPorts, uploadOf } from './upload-ports.ts';

/**
 * Fails the connections whose expected files have not come in time, and says which; those of which all have come, but
 * nobody was told, start. Deleted ones are left alone.
 */
export const closeQuietUploads = async (ports: UploadPorts): Promise<void> => {
  for (const { workspace, id } of await ports.documents.listWaiting()) {
    await closeIfDue(ports, uploadOf({ workspace, id })).catch((error: unknown) => {
      if (error instanceof RevisionConflict) return; // it has moved after all
      const name = error instanceof Error ? error.name : typeof error;
      ports.log.error('a quiet upload could not be closed', { workspace, connection: id, name });
    });
  }
};

const closeIfDue = async (ports: UploadPorts, upload: Upload): Promise<void> => {
  const known = await ports.documents.find('connection', upload.workspace, upload.connectionId);
  if (known !== undefined && isDue(known.document, ports.clock.now())) await closeOne(ports, upload, known);
};

const isDue = ({ status, deletedAt, manifest, updatedAt }: ImportedConnection, now: number): boolean =>
  status === 'pending' &&
  deletedAt === undefined &&
  manifest !== undefined &&
  now >= updatedAt + manifest.expectWithinMinutes * 60_000;

const closeOne = async (
  ports: UploadPorts,
  upload: Upload,
  known: Versioned<ImportedConnection>,
): Promise<void> => {
  const { manifest, accepted, latestRun } = known.document;
  if (manifest === undefined) return;
  const files = await listUpload(ports.objects, upload.workspace, upload.connectionId);
  const manifestKey = objectKeys.connectionManifest(upload.workspace, upload.connectionId);
  const hasManifest = (await ports.objects.find(manifestKey)) !== undefined;
  const missing = [...(hasManifest ? [] : ['connection.json']), ...missingFiles(manifest, files)];
  const [file] = missing;
  if (file === undefined) return acceptUpload(ports, upload);
  const reason = `${missing.length} expected files did not come within ${manifest.expectWithinMinutes} minutes`;
  const arrival = { upload, manifest, known, accepted: accepted ?? latestRun, user: systemUser };
  await noteRefusal(ports, arrival, new SluiceError('ModelArts.72020136', { file, reason }));
};
