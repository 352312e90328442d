import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { deleteConnection } from '../../import/delete-connection.ts';
import { purgeConnection } from '../../import/purge-connection.ts';
import { defineRoute } from '../define-route.ts';
import { batchReply, batchRequest, eachOf } from '../each-of.ts';
import { present } from '../present.ts';
import { connectionSchema, flag, itemParams, noBody, projectParams, workspaceQuery } from '../schemas.ts';

const path = '/v2/{project}/data-connections';

/** Typed by people in whatever language they read. */
const confirmation = 'DELETE';

export const connectionDeletionRoutes = [
  defineRoute({
    operationId: 'DeleteDataConnection',
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: 'Delete a connection such that it can be restored or, when it is deleted, for good',
    permission: 'modelarts:dataConnection:delete',
    params: itemParams,
    query: workspaceQuery.extend({
      permanent: flag.describe('For good; only what is deleted already'),
      confirm: z.string().optional().describe(`\`${confirmation}\`, with \`permanent\``),
      delete_files: flag.describe('With `permanent`: its uploaded files too; its data set stays in any case'),
    }),
    body: noBody,
    status: 200,
    response: connectionSchema,
    errors: ['ModelArts.72060001', 'ModelArts.72060020', 'ModelArts.72060085'],
    traces: ['deleteDataConnection'],
    handle: async (ports, { params, query, user }) => {
      const caller = { workspace: query.workspace_id, id: params.id, user };
      const deleteFiles = query.delete_files === 'true';
      if (query.permanent !== 'true') {
        if (deleteFiles) throw wrong('delete_files', 'files are only deleted with permanent=true');
        return present.connection(await deleteConnection(ports, caller));
      }
      if (query.confirm !== confirmation) throw wrong('confirm', `it must be ${confirmation}`);
      return present.connection(await purgeConnection(ports, caller, { deleteFiles }));
    },
  }),
  defineRoute({
    operationId: 'BatchDeleteDataConnections',
    method: 'POST',
    path: `${path}/batch-delete`,
    summary: 'Delete several connections, each with an outcome of its own',
    permission: 'modelarts:dataConnection:delete',
    params: projectParams,
    query: workspaceQuery,
    body: batchRequest,
    status: 200,
    response: batchReply,
    errors: ['ModelArts.72060001', 'ModelArts.72060020', 'ModelArts.72060085'],
    traces: ['deleteDataConnection'],
    handle: async (ports, { query, user, body }) =>
      eachOf(body, (id) => deleteConnection(ports, { workspace: query.workspace_id, user, id })),
  }),
] as const;

const wrong = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument, reason });
