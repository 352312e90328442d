import * as z from 'zod';
import { downloadAnalysisFiles, listAnalysisFiles, readAnalysisFile } from '../../reports/analysis-files.ts';
import { defineRoute } from '../define-route.ts';
import { noBody, workspaceQuery } from '../schemas.ts';
import { operatorParams, operatorPath, runOf } from './run-paths.ts';

const filesPath = `${operatorPath}/analysis-files`;

const from = z.string().optional().describe('Where to go on, as the `Link` header of the piece before says');

export const runFileRoutes = [
  defineRoute({
    operationId: 'ListAnalysisFiles',
    method: 'GET',
    path: filesPath,
    summary: 'The files with the records that an operator changed, dropped or rejected',
    permission: 'modelarts:refineJob:get',
    params: operatorParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: z.object({
      total_number: z.int(),
      size_bytes: z.int(),
      files: z.array(
        z.object({
          path: z.string(),
          kind: z.enum(['changes', 'clusters', 'rejects']),
          size_bytes: z.int(),
          update_time: z.int().describe('Milliseconds since the epoch, UTC'),
        }),
      ),
    }),
    errors: ['ModelArts.72020020', 'ModelArts.72020107'],
    handle: async (ports, request) => {
      const { operator } = request.params;
      const files = await listAnalysisFiles(ports, { run: await runOf(ports, request), operator });
      return {
        total_number: files.length,
        size_bytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
        files: files.map(({ path, kind, sizeBytes, modifiedAt }) => ({
          path,
          kind,
          size_bytes: sizeBytes,
          update_time: modifiedAt,
        })),
      };
    },
  }),
  defineRoute({
    operationId: 'ShowAnalysisFile',
    method: 'GET',
    path: `${filesPath}/content`,
    summary: 'What an analysis file holds: a record a line, in JSON',
    permission: 'modelarts:refineJob:get',
    params: operatorParams,
    query: workspaceQuery.extend({ path: z.string().describe('As the list has it'), from }),
    body: noBody,
    status: 200,
    response: z.unknown(),
    mediaType: 'application/x-ndjson',
    errors: ['ModelArts.72020020', 'ModelArts.72020108', 'ModelArts.72060001'],
    handle: async (ports, request) => {
      const { params, query } = request;
      const of = { run: await runOf(ports, request), operator: params.operator };
      const piece = await readAnalysisFile(ports, of, query);
      return { ...piece, fileName: query.path.split('/').at(-1) ?? query.path };
    },
  }),
  defineRoute({
    operationId: 'DownloadAnalysisFiles',
    method: 'GET',
    path: `${filesPath}/download`,
    summary: 'All analysis files of an operator, as a tar archive of 1 GiB of files at most',
    permission: 'modelarts:refineJob:get',
    params: operatorParams,
    query: workspaceQuery.extend({ from }),
    body: noBody,
    status: 200,
    response: z.unknown(),
    mediaType: 'application/x-tar',
    errors: [
      'ModelArts.72020020',
      'ModelArts.72020107',
      'ModelArts.72020108',
      'ModelArts.72020109',
      'ModelArts.72060001',
    ],
    handle: async (ports, request) => {
      const { params, query } = request;
      const run = await runOf(ports, request);
      const piece = await downloadAnalysisFiles(ports, { run, operator: params.operator }, query.from);
      return { ...piece, fileName: `${run.id}-${params.operator}.tar` };
    },
  }),
] as const;
