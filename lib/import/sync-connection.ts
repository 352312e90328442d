import { decideAgain } from '../assets/decide-again.ts';
import { resendStart } from '../engine/create-run.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Versioned } from '../ports/document-store.ts';
import { loadConnection, notNow, refuseUnlessAtRest } from './change-connection.ts';
import { findClaimedRun } from './claim-spec.ts';
import { type ConnectionTraceFacts, connectionTraces } from './connection-trace.ts';
import { currentManifest } from './current-manifest.ts';
import { type ImportedConnection, importedChecksum, sourceChecksum } from './imported-connection.ts';
import { listReadyFiles } from './read-upload.ts';
import { runIds } from './run-ids.ts';
import { startImport } from './start-import.ts';
import { type ConnectionCaller, type ImportPorts, uploadOf } from './upload-ports.ts';

export interface SyncRequest extends ConnectionCaller {
  /** Of the schedule that asks, milliseconds since the epoch: one run for a slot, however often it is asked for. */
  readonly slot?: number;
}

export type SyncOutcome = { readonly kind: 'unchanged' } | { readonly kind: 'started'; readonly run: string };

/**
 * Imports a connection's folder again, as the next version of its data set, when its files are not those of the last
 * successful import.
 * @throws SluiceError ModelArts.72060020 when there is no such connection, or it is deleted; 72060085 while it is
 * importing or waits for files; 72010001, 72060001, 72060009, 72020136 or what is wrong with the files
 */
export const syncConnection = (ports: ImportPorts, request: SyncRequest): Promise<SyncOutcome> =>
  decideAgain(() => syncOnce(ports, request));

const syncOnce = async (ports: ImportPorts, request: SyncRequest): Promise<SyncOutcome> => {
  const { workspace, id, user, slot } = request;
  const upload = uploadOf(request);
  const known = await loadConnection(ports.documents, request);
  if (known.document.deletedAt !== undefined) {
    throw new SluiceError('ModelArts.72060020', { connection: id, reason: 'it is deleted' });
  }
  // After the connection was read: whoever starts the slot's run later than this changes the connection.
  const slotRun = slot === undefined ? undefined : runIds.ofSlot(upload, slot);
  const earlier = slotRun === undefined ? undefined : await findClaimedRun(ports, slotRun);
  if (earlier !== undefined) {
    await resendStart(ports, earlier);
    return { kind: 'started', run: earlier };
  }
  refuseUnlessAtRest(known.document);
  if (known.document.status === 'pending') throw notNow('it waits for files that its manifest expects');
  const current = await currentManifest(ports.objects, upload, known.document);
  const files = await listReadyFiles(ports.objects, upload, current.manifest);
  const asked: ConnectionTraceFacts = {
    name: 'syncDataSource',
    user,
    resource_type: 'dataset',
    resource_id: current.manifest.datasetName,
    resource_name: current.manifest.datasetName,
    request: { workspace, connection: id, ...(slot === undefined ? {} : { slot }) },
  };
  if (sourceChecksum(current.manifest, files) === importedChecksum(known.document)) {
    // A schedule notes by itself that there was nothing to do.
    if (slot === undefined) await noteUnchanged(ports, known, asked);
    return { kind: 'unchanged' };
  }
  const runId = slotRun ?? runIds.next(known);
  return {
    kind: 'started',
    run: await startImport(ports, { ...current, upload, known, files, user, runId, asked: [asked] }),
  };
};

const noteUnchanged = (
  { documents, clock }: ImportPorts,
  { document, revision }: Versioned<ImportedConnection>,
  asked: ConnectionTraceFacts,
): Promise<void> =>
  documents.commit(
    [],
    connectionTraces(document, { time: clock.now(), revision }, [
      { ...asked, response: { unchanged: true } },
    ]),
  );
