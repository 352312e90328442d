import { isDeepStrictEqual } from 'node:util';
import { toRunError } from '../errors/to-run-error.ts';
import { defaultName } from '../model/names.ts';
import type { Trace } from '../model/trace.ts';
import { type ConnectionTraceFacts, connectionTraces } from './connection-trace.ts';
import {
  type ImportedConnection,
  importedChecksum,
  isAccepted,
  isUnfinished,
} from './imported-connection.ts';
import { releaseDataset } from './release-dataset.ts';
import type { Arrival, ImportPorts } from './upload-ports.ts';

/** The connection of an upload as it waits to start; one that was deleted is there again. */
export const connectionOf = (arrival: Arrival, now: number): ImportedConnection => {
  const { upload, manifest, known, accepted, user } = arrival;
  const createdAt = known?.document.createdAt ?? now;
  const imported = importedChecksum(known?.document);
  return {
    id: upload.connectionId,
    workspace: upload.workspace,
    user: known?.document.user ?? user,
    name: manifest?.name ?? defaultName('connect', createdAt),
    ...(manifest === undefined ? {} : { manifest }),
    status: 'pending',
    ...(accepted === undefined ? {} : { accepted }),
    ...(imported === undefined ? {} : { imported }),
    createdAt,
    updatedAt: now,
  };
};

/** Notes that an upload waits for files that its manifest expects, unless that is known. */
export const noteWaiting = async (ports: ImportPorts, arrival: Arrival): Promise<void> => {
  const { known, accepted, user } = arrival;
  if (known?.document.status === 'pending' && isAccepted(known.document, accepted)) return;
  const connection = connectionOf(arrival, ports.clock.now());
  await commit(ports, arrival, connection, waitingFacts(known?.document, connection, user));
};

const waitingFacts = (
  known: ImportedConnection | undefined,
  { manifest }: ImportedConnection,
  user: string,
): readonly ConnectionTraceFacts[] => {
  if (known === undefined) return [{ name: 'createDataConnection', user }];
  // Whoever created it has left the trace of this very manifest.
  const isTold = isUnfinished(known) && isDeepStrictEqual(known.manifest, manifest);
  return isTold ? [] : [{ name: 'updateDataConnection', user }];
};

/** What the uploader did wrong ends here, in the connection's state; only what is worth a retry goes on. */
export const noteRefusal = async (ports: ImportPorts, arrival: Arrival, thrown: unknown): Promise<void> => {
  const { error, isRetryable } = toRunError(thrown);
  if (isRetryable) throw thrown;
  const waiting = connectionOf(arrival, ports.clock.now());
  await commit(ports, arrival, { ...waiting, status: 'failed', error }, [
    {
      name: 'failDataConnection',
      user: arrival.user,
      trace_rating: 'warning',
      response: { error_code: error.code },
    },
  ]);
};

const commit = async (
  { documents }: ImportPorts,
  arrival: Arrival,
  connection: ImportedConnection,
  facts: readonly ConnectionTraceFacts[],
): Promise<void> =>
  documents.commit(
    [
      { kind: 'connection', document: connection, expectedRevision: arrival.known?.revision ?? 0 },
      ...(await releaseDataset(documents, arrival.known?.document, connection)),
    ],
    arrivalTraces(arrival, connection, facts),
  );

/** The audit entries of what an arrival leads to; a deleted connection is restored by it. */
export const arrivalTraces = (
  { known, user }: Arrival,
  connection: ImportedConnection,
  facts: readonly ConnectionTraceFacts[],
): readonly Trace[] => {
  const isRevived = known?.document.deletedAt !== undefined;
  const revived: readonly ConnectionTraceFacts[] = isRevived ? [{ name: 'restoreDataConnection', user }] : [];
  const commitFacts = { time: connection.updatedAt, revision: (known?.revision ?? 0) + 1 };
  return connectionTraces(connection, commitFacts, [...revived, ...facts]);
};
