import { createHash } from 'node:crypto';
import { createRun, resendStart } from '../engine/create-run.ts';
import { readText } from '../engine/json-object.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Connection, Dataset } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { defaultName } from '../model/names.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { ImportSpec, UploadedFile } from '../model/run-spec.ts';
import type { TraceName } from '../model/trace.ts';
import type { Clock } from '../ports/clock.ts';
import { type DocumentStore, RevisionConflict, type Versioned, type Write } from '../ports/document-store.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';
import type { WorkQueue } from '../ports/queues.ts';
import { checkFiles, listUpload, missingFiles, parseManifest } from './read-upload.ts';

export interface UploadPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  readonly clock: Clock;
  readonly log: Log;
}

interface Upload {
  readonly workspace: string;
  readonly connectionId: string;
}

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

export interface Arrival {
  readonly upload: Upload;
  readonly runId: string;
  readonly manifest: ConnectionManifest | undefined;
  readonly known: Versioned<Connection> | undefined;
}

/** A new manifest, even one with the same bytes, is a new run; a repeated notification is not. */
const runIdOf = ({ workspace, connectionId }: Upload, { etag, modifiedAt }: StoredObject): string =>
  `run-${createHash('sha256').update(`${workspace}/${connectionId}/${etag}/${modifiedAt}`).digest('hex').slice(0, 20)}`;

const startImport = async (
  ports: UploadPorts,
  arrival: Arrival & { readonly manifest: ConnectionManifest },
  files: readonly UploadedFile[],
): Promise<void> => {
  const { upload, runId, manifest } = arrival;
  const now = ports.clock.now();
  const connection: Connection = {
    ...connectionOf(arrival, now),
    status: 'running',
    latestRun: runId,
  };
  const datasetWrite = await claimDataset(ports, arrival, now);
  const spec: ImportSpec = {
    kind: 'import',
    run: runId,
    workspace: upload.workspace,
    connection: connection.id,
    manifest,
    files,
    keptProblems: LIMITS.listedProblems,
    output: { dataset: manifest.datasetName, version: 1 },
    shardBytes: LIMITS.shardBytes,
    createdAt: now,
  };
  const run: Run = {
    id: runId,
    kind: 'import',
    mode: manifest.mode,
    publish: manifest.publish,
    workspace: upload.workspace,
    user: connection.user,
    parent: { kind: 'connection', id: connection.id, name: connection.name },
    status: 'running',
    stages: (['validate', 'import', 'publish'] as const).map((kind) => ({
      kind,
      status: 'waiting',
      shardCount: 0,
      doneCount: 0,
    })),
    stageIndex: 0,
    output: spec.output,
    createdAt: now,
    updatedAt: now,
  };
  // Of two callers at once the first says what the run does; its workers may have begun to read it.
  await ports.objects.writeNew(objectKeys.runSpec(runId), Buffer.from(JSON.stringify(spec)));
  await createRun(ports, run, {
    writes: [
      { kind: 'connection', document: connection, expectedRevision: arrival.known?.revision ?? 0 },
      datasetWrite,
    ],
    traces: [
      ...(arrival.known === undefined ? [traceOf(connection, 'createDataConnection', runId, now)] : []),
      traceOf(connection, 'startDataConnection', runId, now),
    ],
  });
};

/**
 * Takes the data set's name, so that no other connection or task makes a version of it.
 * @throws SluiceError ModelArts.72010001 when something else has it
 */
const claimDataset = async (
  { documents }: UploadPorts,
  { upload, manifest }: Arrival & { readonly manifest: ConnectionManifest },
  now: number,
): Promise<Write> => {
  const known = await documents.find('dataset', upload.workspace, manifest.datasetName);
  const isOurs = known?.document.madeBy === upload.connectionId && known.document.version === 0;
  if (known !== undefined && !isOurs)
    throw new SluiceError('ModelArts.72010001', { dataset: manifest.datasetName });
  const document: Dataset = {
    id: manifest.datasetName,
    workspace: upload.workspace,
    user: systemUser,
    madeBy: upload.connectionId,
    description: manifest.description,
    type: manifest.datasetType,
    format: manifest.format ?? 'platform',
    status: 'creating',
    version: 0,
    recordCount: 0,
    sizeBytes: 0,
    properties: manifest.properties,
    copyright: manifest.copyright,
    createdAt: known?.document.createdAt ?? now,
    updatedAt: now,
  };
  return { kind: 'dataset', document, expectedRevision: known?.revision ?? 0 };
};

const systemUser = 'sluice';

const connectionOf = ({ upload, manifest, known }: Arrival, now: number): Connection => {
  const createdAt = known?.document.createdAt ?? now;
  return {
    id: upload.connectionId,
    workspace: upload.workspace,
    user: systemUser,
    name: manifest?.name ?? defaultName('connect', createdAt),
    ...(manifest === undefined ? {} : { manifest }),
    status: 'pending',
    createdAt,
    updatedAt: now,
  };
};

const noteWaiting = async (ports: UploadPorts, arrival: Arrival): Promise<void> => {
  const { known, runId } = arrival;
  if (known?.document.latestRun === runId) return;
  const connection = { ...connectionOf(arrival, ports.clock.now()), latestRun: runId };
  await ports.documents.commit(
    [{ kind: 'connection', document: connection, expectedRevision: known?.revision ?? 0 }],
    [traceOf(connection, 'createDataConnection', runId, connection.updatedAt)],
  );
};

/** What the uploader did wrong ends here, in the connection's state; only what is worth a retry goes on. */
export const noteRefusal = async (ports: UploadPorts, arrival: Arrival, thrown: unknown): Promise<void> => {
  const { error, isRetryable } = toRunError(thrown);
  if (isRetryable) throw thrown;
  const { runId, known } = arrival;
  const connection: Connection = {
    ...connectionOf(arrival, ports.clock.now()),
    status: 'failed',
    latestRun: runId,
    error,
  };
  const failed = traceOf(connection, 'failDataConnection', runId, connection.updatedAt);
  await ports.documents.commit(
    [{ kind: 'connection', document: connection, expectedRevision: known?.revision ?? 0 }],
    [{ ...failed, trace_rating: 'warning', response: { error_code: error.code } }],
  );
};

const traceOf = (connection: Connection, name: TraceName, runId: string, time: number) => ({
  trace_id: `${String(time).padStart(15, '0')}-${runId}-${name}`,
  time,
  trace_name: name,
  trace_rating: 'normal' as const,
  resource_type: 'dataConnection' as const,
  resource_id: connection.id,
  resource_name: connection.name,
  workspace_id: connection.workspace,
  user: connection.user,
  request: { run: runId, dataset: connection.manifest?.datasetName },
});
