import * as z from 'zod';
import { loadConnection } from '../../import/change-connection.ts';
import { connectionRequest, createConnection } from '../../import/create-connection.ts';
import { editConnection } from '../../import/edit-connection.ts';
import { connectionManifest } from '../../model/connection-manifest.ts';
import { defineRoute } from '../define-route.ts';
import { filterQuery, listFilterOf } from '../list-filter.ts';
import { present } from '../present.ts';
import {
  connectionSchema,
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  traceSchema,
  workspaceQuery,
} from '../schemas.ts';
import { connectionActionRoutes } from './connection-actions.ts';
import { connectionDeletionRoutes } from './connection-deletion.ts';

const path = '/v2/{project}/data-connections';
const itemPath = `${path}/{id}`;

export const connectionRoutes = [
  defineRoute({
    operationId: 'ListDataConnections',
    method: 'GET',
    path,
    summary: 'Connections, newest first',
    permission: 'modelarts:dataConnection:list',
    params: projectParams,
    query: listQuery.extend({
      ...filterQuery,
      task_id: z.string().optional().describe('The same as `id`'),
      name: z.string().optional().describe('Part of the name or the id'),
      status: connectionSchema.shape.status.optional(),
    }),
    body: noBody,
    status: 200,
    response: listOf('connections', connectionSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query, user }) => {
      const { workspace_id, task_id: id, name: search, status } = query;
      const filter = listFilterOf({ ...query, id: query.id ?? id }, user, {
        search,
        status: status?.toLowerCase(),
      });
      const { items, total } = await documents.list('connection', workspace_id, query, filter);
      return { total_number: total, connections: items.map(present.connection) };
    },
  }),
  defineRoute({
    operationId: 'CreateDataConnection',
    method: 'POST',
    path,
    summary: 'Import the files that lie in a folder of the inbox',
    permission: 'modelarts:dataConnection:create',
    params: projectParams,
    query: workspaceQuery,
    body: connectionRequest,
    status: 201,
    response: connectionSchema,
    errors: [
      'ModelArts.72060001',
      'ModelArts.72060025',
      'ModelArts.72060041',
      'ModelArts.72060049',
      'ModelArts.72060086',
      'ModelArts.72010001',
    ],
    traces: ['createDataConnection', 'startDataConnection'],
    handle: async (ports, { query, user, body }) =>
      present.connection(await createConnection(ports, { workspace: query.workspace_id, user }, body)),
  }),
  defineRoute({
    operationId: 'ShowDataConnection',
    method: 'GET',
    path: itemPath,
    summary: 'One connection, deleted or not',
    permission: 'modelarts:dataConnection:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: connectionSchema,
    errors: ['ModelArts.72060020'],
    handle: async ({ documents }, { params, query }) => {
      const found = await loadConnection(documents, { workspace: query.workspace_id, id: params.id });
      return present.connection(found.document);
    },
  }),
  defineRoute({
    operationId: 'UpdateDataConnection',
    method: 'PUT',
    path: itemPath,
    summary: 'Replace what a connection imports and how; its next import does so',
    permission: 'modelarts:dataConnection:update',
    params: itemParams,
    query: workspaceQuery,
    body: connectionManifest,
    status: 200,
    response: connectionSchema,
    errors: ['ModelArts.72060001', 'ModelArts.72060020', 'ModelArts.72060085', 'ModelArts.72010001'],
    traces: ['updateDataConnection'],
    handle: async (ports, { params, query, user, body }) => {
      const caller = { workspace: query.workspace_id, id: params.id, user };
      return present.connection(await editConnection(ports, caller, body));
    },
  }),
  defineRoute({
    operationId: 'ListDataConnectionOperations',
    method: 'GET',
    path: `${itemPath}/operations`,
    summary: 'What was done to a connection in the last seven days, and by whom, newest first',
    permission: 'modelarts:dataConnection:get',
    params: itemParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('operations', traceSchema),
    errors: ['ModelArts.72060001', 'ModelArts.72060020'],
    handle: async ({ documents, traces }, { params, query }) => {
      const { workspace_id: workspace, limit, offset } = query;
      await loadConnection(documents, { workspace, id: params.id });
      const filter = { workspace, resource_type: 'dataConnection', resource_id: params.id };
      const { items, total } = await traces.list(filter, { limit, offset });
      return { total_number: total, operations: items };
    },
  }),
  ...connectionActionRoutes,
  ...connectionDeletionRoutes,
] as const;
