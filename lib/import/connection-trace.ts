import { createHash } from 'node:crypto';
import type { Connection } from '../model/document.ts';
import type { Trace, TraceName } from '../model/trace.ts';

/** What happened to a connection, and who did it. */
export interface ConnectionTraceFacts
  extends Partial<
    Pick<Trace, 'trace_rating' | 'resource_type' | 'resource_id' | 'resource_name' | 'request' | 'response'>
  > {
  readonly name: TraceName;
  readonly user: string;
}

/**
 * The audit entries of one commit, in their order. `revision` is the one that the commit makes of the connection, so that
 * no two commits leave the same entries.
 */
export const connectionTraces = (
  connection: Connection,
  { time, revision }: { readonly time: number; readonly revision: number },
  facts: readonly ConnectionTraceFacts[],
): readonly Trace[] =>
  facts.map(({ name, user, request, ...more }, index) => ({
    trace_id: [padded(time, 15), shortId(connection), padded(revision, 8), padded(index, 2), name].join('-'),
    time,
    trace_name: name,
    trace_rating: 'normal',
    resource_type: 'dataConnection',
    resource_id: connection.id,
    resource_name: connection.name,
    workspace_id: connection.workspace,
    user,
    request: { dataset: connection.manifest?.datasetName, ...request },
    ...more,
  }));

/** Folders may have names that are too long for a part of a key. */
const shortId = ({ workspace, id }: Connection): string =>
  `connection-${createHash('sha256').update(`${workspace}/${id}`).digest('hex').slice(0, 20)}`;

const padded = (count: number, length: number): string => String(count).padStart(length, '0');
