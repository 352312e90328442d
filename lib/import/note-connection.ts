import { toRunError } from '../errors/to-run-error.ts';
import type { Connection } from '../model/document.ts';
import { defaultName } from '../model/names.ts';
import type { TraceName } from '../model/trace.ts';
import type { Arrival, UploadPorts } from './upload-ports.ts';

/** Who acts when nobody asked for it. */
export const systemUser = 'sluice';

/** The connection of an upload as it waits to start. */
export const connectionOf = ({ upload, manifest, known }: Arrival, now: number): Connection => {
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

/** Notes that an upload waits for files that its manifest expects. */
export const noteWaiting = async (ports: UploadPorts, arrival: Arrival): Promise<void> => {
  const { known, runId } = arrival;
  if (known?.document.latestRun === runId) return;
  const connection = { ...connectionOf(arrival, ports.clock.now()), latestRun: runId };
  await ports.documents.commit(
    [{ kind: 'connection', document: connection, expectedRevision: known?.revision ?? 0 }],
    [connectionTrace(connection, 'createDataConnection', runId, connection.updatedAt)],
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
  const failed = connectionTrace(connection, 'failDataConnection', runId, connection.updatedAt);
  await ports.documents.commit(
    [{ kind: 'connection', document: connection, expectedRevision: known?.revision ?? 0 }],
    [{ ...failed, trace_rating: 'warning', response: { error_code: error.code } }],
  );
};

/** The audit entry of what happened to a connection. */
export const connectionTrace = (connection: Connection, name: TraceName, runId: string, time: number) => ({
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
