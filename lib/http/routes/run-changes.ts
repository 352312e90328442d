import * as z from 'zod';
import { CHANGE_KINDS } from '../../reports/change-items.ts';
import { listChanges } from '../../reports/list-changes.ts';
import { defineRoute } from '../define-route.ts';
import { listQuery, noBody } from '../schemas.ts';
import { operatorParams, operatorPath, runOf } from './run-paths.ts';

const changeSchema = z.object({
  kind: z.enum(['changed', 'dropped', 'rejected', 'too_large']),
  file: z.string().optional(),
  line: z.int().optional().describe('In the file of the source, from 1'),
  reasons: z.array(z.string()).optional(),
  texts: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })).optional(),
  record: z.unknown().optional().describe('Of a dropped record, the record; of a rejected one, its line'),
  record_base64: z.string().optional().describe('The line, when it is not UTF-8'),
  duplicate_of: z
    .object({ dataset: z.string().optional(), file: z.string(), line: z.int() })
    .optional()
    .describe('Of a record that went because of others: the one that stays in its place'),
  similarity: z.number().optional().describe('How alike it is to the most alike of its group, from 0 to 1'),
  cluster: z.int().optional().describe('Its group, as the files under `clusters/<operator>/` number them'),
  code: z.string().optional(),
  message: z.string().optional(),
  field: z.string().optional(),
  size_bytes: z
    .int()
    .optional()
    .describe('Of a record that is too large for a reply; its analysis file has it'),
});

export const runChangeRoutes = [
  defineRoute({
    operationId: 'ListOperatorSamples',
    method: 'GET',
    path: `${operatorPath}/samples`,
    summary: 'The records behind a count of an operator, in the order of the data',
    permission: 'modelarts:refineJob:get',
    params: operatorParams,
    query: listQuery.extend({
      kind: z.enum(CHANGE_KINDS).describe('A hit is a record that was changed or dropped'),
      reason: z.string().optional(),
      from: z.string().optional().describe('`next` of an earlier reply'),
    }),
    body: noBody,
    status: 200,
    response: z.object({
      total_number: z
        .int()
        .optional()
        .describe('As the report counts them; absent where it counts no reasons'),
      kept_number: z
        .int()
        .optional()
        .describe(
          'How many of them were kept: of those that are changed, the first of each shard; absent while the run is under way',
        ),
      samples: z.array(changeSchema),
      next: z.string().optional().describe('For `from`: where the records after these begin'),
    }),
    errors: ['ModelArts.72020020', 'ModelArts.72020067', 'ModelArts.72020108', 'ModelArts.72060001'],
    handle: async (ports, request) => {
      const { operator } = request.params;
      const { changes, total, kept, next } = await listChanges(ports, await runOf(ports, request), {
        ...request.query,
        operator,
      });
      return { total_number: total, kept_number: kept, samples: changes, next };
    },
  }),
] as const;
