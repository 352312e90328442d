import { createHash } from 'node:crypto';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Connection } from '../model/document.ts';
import type { UploadedFile } from '../model/run-spec.ts';

/** A connection with what only its import reads: all of it is absent in documents of earlier versions. */
export type ImportedConnection = Connection & {
  /** The `connection.json` that was dealt with last: the id that its first run has. */
  readonly accepted?: string;
  /** Checksum of what the latest run imports. */
  readonly importing?: string;
  /** Checksum of what the last successful run before the latest has imported. */
  readonly imported?: string;
};

/** Checksum of an import's source: the keys, sizes and etags of its files, and the data set that they go to. */
export const sourceChecksum = (
  { datasetName }: ConnectionManifest,
  files: readonly UploadedFile[],
): string => {
  const facts = files.map(({ key, sizeBytes, etag }) => [key, sizeBytes, etag]);
  return createHash('sha256')
    .update(JSON.stringify([datasetName, facts]))
    .digest('hex');
};

/** Checksum of the source as it was last imported; undefined when it never was. */
export const importedChecksum = (connection: ImportedConnection | undefined): string | undefined =>
  connection?.status === 'success' ? connection.importing : connection?.imported;

/** Whether a `connection.json` has been dealt with; earlier versions noted it as the latest run. */
export const isAccepted = ({ accepted, latestRun }: ImportedConnection, runId: string | undefined): boolean =>
  runId !== undefined && (accepted === runId || latestRun === runId);

/** Whether a connection has been asked for whose `connection.json` was not seen yet. */
export const isUnfinished = ({ status, accepted, latestRun, deletedAt }: ImportedConnection): boolean =>
  status === 'pending' && accepted === undefined && latestRun === undefined && deletedAt === undefined;
