import { createRun } from '../engine/create-run.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Connection, Dataset } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { ImportSpec, UploadedFile } from '../model/run-spec.ts';
import type { Write } from '../ports/document-store.ts';
import { connectionOf, connectionTrace, systemUser } from './note-connection.ts';
import type { Arrival, UploadPorts } from './upload-ports.ts';

/**
 * Starts the import of a complete upload.
 * @throws SluiceError ModelArts.72010001 when its data set's name is taken
 */
export const startImport = async (
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
      ...(arrival.known === undefined
        ? [connectionTrace(connection, 'createDataConnection', runId, now)]
        : []),
      connectionTrace(connection, 'startDataConnection', runId, now),
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
