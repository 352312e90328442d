import { SluiceError } from '../../errors/sluice-error.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import {
  connectionSchema,
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  workspaceQuery,
} from '../schemas.ts';

export const connectionRoutes = [
  defineRoute({
    operationId: 'ListDataConnections',
    method: 'GET',
    path: '/v2/{project}/data-connections',
    summary: 'Connections, newest first',
    permission: 'modelarts:dataConnection:list',
    params: projectParams,
    query: listQuery,
    body: noBody,
    status: 200,
    response: listOf('connections', connectionSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { items, total } = await documents.list('connection', query.workspace_id, query);
      return { total_number: total, connections: items.map(present.connection) };
    },
  }),
  defineRoute({
    operationId: 'ShowDataConnection',
    method: 'GET',
    path: '/v2/{project}/data-connections/{id}',
    summary: 'One connection',
    permission: 'modelarts:dataConnection:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: connectionSchema,
    errors: ['ModelArts.72060020'],
    handle: async ({ documents }, { params, query }) => {
      const found = await documents.find('connection', query.workspace_id, params.id);
      if (found === undefined) throw new SluiceError('ModelArts.72060020', {});
      return present.connection(found.document);
    },
  }),
] as const;
