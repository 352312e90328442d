import * as z from 'zod';
import { decideAgain } from '../assets/decide-again.ts';
import { connectionManifest } from '../model/connection-manifest.ts';
import { loadConnection, notNow, refuseUnlessAtRest } from './change-connection.ts';
import { type CurrentManifest, currentManifest } from './current-manifest.ts';
import type { ImportedConnection } from './imported-connection.ts';
import { listReadyFiles } from './read-upload.ts';
import { runIds } from './run-ids.ts';
import { startImport } from './start-import.ts';
import { type ConnectionCaller, type ImportPorts, uploadOf } from './upload-ports.ts';

/** How a connection is retried: as it is, or with another manifest (guide, section 3.2). */
export const retryRequest = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('start_now') }),
  z.strictObject({ mode: z.literal('re_edit'), manifest: connectionManifest }),
]);
export type RetryRequest = z.output<typeof retryRequest>;

/**
 * Imports the files of a failed or stopped connection as they lie there now, in a new run, and gives the connection. Two
 * callers at once start one run.
 * @throws SluiceError ModelArts.72060020; 72060085 when it has neither failed nor been stopped; 72010001, 72060001,
 * 72060009, 72020136 or what is wrong with the files, and then it stays as it is
 */
export const retryConnection = (
  ports: ImportPorts,
  caller: ConnectionCaller,
  request: RetryRequest,
): Promise<ImportedConnection> =>
  decideAgain(async () => {
    const upload = uploadOf(caller);
    const known = await loadConnection(ports.documents, caller);
    const { status } = known.document;
    refuseUnlessAtRest(known.document);
    if (status !== 'failed' && status !== 'stopped') throw notNow('it has neither failed nor been stopped');
    const current = await manifestFor(ports, caller, { request, connection: known.document });
    await startImport(ports, {
      ...current,
      upload,
      known,
      files: await listReadyFiles(ports.objects, upload, current.manifest),
      user: caller.user,
      runId: runIds.next(known),
      asked: [{ name: 'retryDataConnection', user: caller.user, request: { mode: request.mode } }],
    });
    return (await loadConnection(ports.documents, caller)).document;
  });

const manifestFor = async (
  { objects }: ImportPorts,
  caller: ConnectionCaller,
  { request, connection }: { readonly request: RetryRequest; readonly connection: ImportedConnection },
): Promise<CurrentManifest> =>
  request.mode === 're_edit'
    ? { manifest: request.manifest, accepted: connection.accepted ?? connection.latestRun }
    : currentManifest(objects, uploadOf(caller), connection);
