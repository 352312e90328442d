import * as z from 'zod';
import type { Route } from './define-route.ts';
import { ROUTES } from './routes/index.ts';

/** The OpenAPI 3.1 document of the API, made from the routes. */
export const openApiDocument = () => ({
  openapi: '3.1.0',
  info: { title: 'Sluice', version: '2', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  paths: paths(),
  components: { schemas: { Error: z.toJSONSchema(errorSchema) } },
});

const paths = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  const byPath: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) {
    byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return byPath;
};

const errorSchema = z.object({
  error_code: z.string(),
  error_msg: z.string(),
  request_id: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const operationOf = (route: Route) => ({
  operationId: route.operationId,
  summary: route.summary,
  parameters: [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.takesRevision ? [ifMatchParameter] : []),
  ],
  ...(route.method === 'GET'
    ? {}
    : { requestBody: { content: { 'application/json': { schema: toSchema(route.body) } } } }),
  responses: {
    [route.status]: {
      description: route.summary,
      content: contentOf(route),
      ...(route.mediaType === undefined ? {} : { headers: { Link: nextPieceHeader } }),
    },
    default: {
      description: 'An error with its code',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  },
  'x-permission': route.permission,
  'x-error-codes': route.errors,
  ...(route.traces === undefined ? {} : { 'x-trace': route.traces }),
});

const contentOf = ({ mediaType, response }: Route) =>
  mediaType === undefined
    ? { 'application/json': { schema: toSchema(response) } }
    : { [mediaType]: { schema: { type: 'string', format: 'binary' } } };

const nextPieceHeader = {
  description: 'Where the next piece of the file is, with `rel="next"`; absent of the last piece',
  schema: { type: 'string' },
};

const ifMatchParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'Revision that you have read; the change is refused when there is a newer one',
  schema: { type: 'string' },
};

const parametersOf = (schema: z.ZodType, place: 'path' | 'query') => {
  const { properties = {}, required = [] } = toSchema(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const toSchema = (schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};
