import * as z from 'zod';
import type { Run } from '../../model/run.ts';
import { loadRun } from '../../reports/load-run.ts';
import type { ApiPorts, ParsedRequest } from '../define-route.ts';
import { itemParams, type workspaceQuery } from '../schemas.ts';

export const runPath = '/v2/{project}/runs/{id}';
export const operatorPath = `${runPath}/operators/{operator}`;

export const operatorParams = itemParams.extend({ operator: z.string() });

type RunRequest = Pick<
  ParsedRequest<z.output<typeof itemParams>, z.output<typeof workspaceQuery>, unknown>,
  'params' | 'query'
>;

/** @throws SluiceError ModelArts.72020020 when the workspace has no such run */
export const runOf = ({ documents }: ApiPorts, { params, query }: RunRequest): Promise<Run> =>
  loadRun(documents, { workspace: query.workspace_id, id: params.id });
