import * as z from 'zod';
import { errorCatalogue } from '../../errors/error-catalogue.ts';
import { operatorCatalogue } from '../../operators/catalogue.ts';
import { defineRoute } from '../define-route.ts';
import { noBody, projectParams } from '../schemas.ts';

const language = z.object({ lang: z.enum(['en', 'zh']).default('en') });

export const catalogueRoutes = [
  defineRoute({
    operationId: 'ListOperators',
    method: 'GET',
    path: '/v2/{project}/operators',
    summary: 'The operator catalogue, with the JSON Schema of each operator’s parameters',
    permission: 'modelarts:operator:list',
    params: projectParams,
    query: z.object({}),
    body: noBody,
    status: 200,
    response: z.object({ total_number: z.int(), operators: z.array(z.unknown()) }),
    errors: [],
    handle: async () => {
      const operators = operatorCatalogue();
      return { total_number: operators.length, operators };
    },
  }),
  defineRoute({
    operationId: 'ListErrorCodes',
    method: 'GET',
    path: '/v2/error-codes',
    summary: 'Every error code, explained',
    permission: '-',
    params: z.object({}),
    query: language,
    body: noBody,
    status: 200,
    response: z.object({ total_number: z.int(), error_codes: z.array(z.unknown()) }),
    errors: [],
    handle: async (_ports, { query }) => {
      const errorCodes = errorCatalogue(query.lang);
      return { total_number: errorCodes.length, error_codes: errorCodes };
    },
  }),
] as const;
