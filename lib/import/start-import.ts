import { createRun } from '../engine/create-run.ts';
import { newRun } from '../engine/new-run.ts';
import { shardBytesOf } from '../engine/shard-size.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import { LIMITS } from '../model/limits.ts';
import type { UploadedFile } from '../model/run-spec.ts';
import { claimDataset } from './claim-dataset.ts';
import { claimSpec } from './claim-spec.ts';
import type { ConnectionTraceFacts } from './connection-trace.ts';
import { type ImportedConnection, sourceChecksum } from './imported-connection.ts';
import { arrivalTraces, connectionOf } from './note-connection.ts';
import { releaseDataset } from './release-dataset.ts';
import type { Arrival, ImportPorts } from './upload-ports.ts';

/** A complete upload that is to become the next version of its data set. */
export interface ImportStart extends Arrival {
  readonly manifest: ConnectionManifest;
  readonly files: readonly UploadedFile[];
  /** Id of the run; of a run of other content, left by a caller that died, it is told by a number. */
  readonly runId: string;
  /** What a person has asked for. */
  readonly asked?: readonly ConnectionTraceFacts[];
}

/**
 * Starts the import of a complete upload and gives its run's id.
 * @throws SluiceError ModelArts.72010001 when its data set's name is taken, 72060001 when that is of another type
 * @throws RevisionConflict when the connection or the data set has changed meanwhile
 */
export const startImport = async (ports: ImportPorts, start: ImportStart): Promise<string> => {
  const { upload, manifest, files, known, user, asked = [] } = start;
  const now = ports.clock.now();
  const dataset = await claimDataset(ports.documents, start, now);
  const waiting = connectionOf(start, now);
  const spec = await claimSpec(ports, {
    kind: 'import',
    run: start.runId,
    workspace: upload.workspace,
    connection: waiting.id,
    manifest,
    files,
    keptProblems: LIMITS.listedProblems,
    output: { dataset: manifest.datasetName, version: dataset.document.version + 1 },
    shardBytes: shardBytesOf(files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)),
    createdAt: now,
  });
  const connection: ImportedConnection = {
    ...waiting,
    status: 'running',
    latestRun: spec.run,
    importing: sourceChecksum(manifest, files),
  };
  const run = newRun({
    id: spec.run,
    kind: 'import',
    mode: manifest.mode,
    publish: manifest.publish,
    workspace: upload.workspace,
    user,
    parent: { kind: 'connection', id: connection.id, name: connection.name },
    output: spec.output,
    createdAt: now,
  });
  await createRun(ports, run, {
    writes: [
      { kind: 'connection', document: connection, expectedRevision: known?.revision ?? 0 },
      { kind: 'dataset', document: dataset.document, expectedRevision: dataset.revision },
      ...(await releaseDataset(ports.documents, known?.document, connection)),
    ],
    traces: arrivalTraces(start, connection, [
      ...(known === undefined ? [{ name: 'createDataConnection', user } as const] : []),
      ...asked,
      { name: 'startDataConnection', user, request: { run: spec.run, version: spec.output.version } },
    ]),
  });
  return spec.run;
};
