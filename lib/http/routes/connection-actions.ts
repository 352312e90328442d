import * as z from 'zod';
import { restoreConnection } from '../../import/restore-connection.ts';
import { retryConnection, retryRequest } from '../../import/retry-connection.ts';
import { stopConnection } from '../../import/stop-connection.ts';
import { syncConnection } from '../../import/sync-connection.ts';
import { syncDataset } from '../../import/sync-dataset.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import { connectionSchema, itemParams, noBody, workspaceQuery } from '../schemas.ts';

const itemPath = '/v2/{project}/data-connections/{id}';

const fileErrors = [
  'ModelArts.72060025',
  'ModelArts.72060041',
  'ModelArts.72060049',
  'ModelArts.72020136',
] as const;

const syncOutcome = z.object({
  status: z.enum(['STARTED', 'UNCHANGED']),
  run: z.string().optional().describe('The run that makes the next version'),
});

export const connectionActionRoutes = [
  defineRoute({
    operationId: 'RetryDataConnection',
    method: 'POST',
    path: `${itemPath}/retry`,
    summary: 'Import the files of a failed or stopped connection as they lie there now, in a new run',
    permission: 'modelarts:dataConnection:retry',
    params: itemParams,
    query: workspaceQuery,
    body: retryRequest,
    status: 202,
    response: connectionSchema,
    errors: [
      'ModelArts.72060001',
      'ModelArts.72060009',
      'ModelArts.72060020',
      'ModelArts.72060085',
      'ModelArts.72010001',
      ...fileErrors,
    ],
    traces: ['retryDataConnection', 'startDataConnection'],
    handle: async (ports, { params, query, user, body }) => {
      const caller = { workspace: query.workspace_id, id: params.id, user };
      return present.connection(await retryConnection(ports, caller, body));
    },
  }),
  defineRoute({
    operationId: 'StopDataConnection',
    method: 'POST',
    path: `${itemPath}/stop`,
    summary: 'Stop the import of a connection, or its wait for files',
    permission: 'modelarts:dataConnection:stop',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 202,
    response: connectionSchema,
    errors: ['ModelArts.72060020', 'ModelArts.72060085'],
    traces: ['stopDataConnection'],
    handle: async (ports, { params, query, user }) => {
      const caller = { workspace: query.workspace_id, id: params.id, user };
      return present.connection(await stopConnection(ports, caller));
    },
  }),
  defineRoute({
    operationId: 'RestoreDataConnection',
    method: 'POST',
    path: `${itemPath}/restore`,
    summary: 'Restore a deleted connection',
    permission: 'modelarts:dataConnection:restore',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: connectionSchema,
    errors: ['ModelArts.72060020', 'ModelArts.72060085', 'ModelArts.72010001'],
    traces: ['restoreDataConnection'],
    handle: async (ports, { params, query, user }) => {
      const caller = { workspace: query.workspace_id, id: params.id, user };
      return present.connection(await restoreConnection(ports, caller));
    },
  }),
  defineRoute({
    operationId: 'SyncDataConnection',
    method: 'POST',
    path: `${itemPath}/sync`,
    summary: 'Import the next version of the data set if the files have changed',
    permission: 'modelarts:dataset:sync',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 202,
    response: syncOutcome,
    errors: [
      'ModelArts.72060001',
      'ModelArts.72060009',
      'ModelArts.72060020',
      'ModelArts.72060085',
      'ModelArts.72010001',
      ...fileErrors,
    ],
    traces: ['syncDataSource', 'startDataConnection'],
    handle: async (ports, { params, query, user }) =>
      presentOutcome(await syncConnection(ports, { workspace: query.workspace_id, id: params.id, user })),
  }),
  defineRoute({
    operationId: 'SyncDataSource',
    method: 'POST',
    path: '/v2/{project}/datasets/{id}/sync',
    summary: 'The same for the connection that makes a data set',
    permission: 'modelarts:dataset:sync',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 202,
    response: syncOutcome,
    errors: [
      'ModelArts.72010003',
      'ModelArts.72060001',
      'ModelArts.72060009',
      'ModelArts.72060020',
      'ModelArts.72060085',
      ...fileErrors,
    ],
    traces: ['syncDataSource', 'startDataConnection'],
    handle: async (ports, { params, query, user }) => {
      const request = { workspace: query.workspace_id, dataset: params.id, user };
      return presentOutcome(await syncDataset(ports, request));
    },
  }),
] as const;

const presentOutcome = (outcome: Awaited<ReturnType<typeof syncConnection>>) => ({
  status: outcome.kind.toUpperCase(),
  run: outcome.kind === 'started' ? outcome.run : undefined,
});
