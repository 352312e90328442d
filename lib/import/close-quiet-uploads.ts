import { SluiceError } from '../errors/sluice-error.ts';
import { noteRefusal } from './note-connection.ts';
import { listUpload, missingFiles } from './read-upload.ts';
import type { UploadPorts } from './upload-ports.ts';

/** Fails the connections whose expected files have not come in time, and says which. */
export const closeQuietUploads = async (ports: UploadPorts): Promise<void> => {
  for (const { workspace, id } of await ports.documents.listWaiting()) {
    const known = await ports.documents.find('connection', workspace, id);
    const manifest = known?.document.manifest;
    if (known?.document.status !== 'pending' || manifest === undefined) continue;
    if (ports.clock.now() < known.document.updatedAt + manifest.expectWithinMinutes * 60_000) continue;
    const missing = missingFiles(manifest, await listUpload(ports.objects, workspace, id));
    const reason = `${missing.length} expected files did not come within ${manifest.expectWithinMinutes} minutes`;
    await noteRefusal(
      ports,
      {
        upload: { workspace, connectionId: id },
        runId: known.document.latestRun ?? '',
        manifest,
        known,
      },
      new SluiceError('ModelArts.72020136', { file: missing[0] ?? '', reason }),
    );
  }
};
