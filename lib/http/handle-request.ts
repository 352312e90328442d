import type * as z from 'zod';
import { errorBody } from '../errors/error-body.ts';
import { isSluiceError, SluiceError } from '../errors/sluice-error.ts';
import type { Log } from '../ports/log.ts';
import type { ApiPorts, Route } from './define-route.ts';
import { type FilePiece, fileReply } from './file-reply.ts';
import { openApiDocument } from './openapi.ts';
import { ROUTES } from './routes/index.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  readonly user: string;
  readonly requestId: string;
  /** The header of this name. */
  readonly ifMatch?: string | undefined;
}

export interface ApiResponse {
  readonly status: number;
  /** Bytes as they are; anything else is written as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request. Whatever goes wrong becomes an error body with a code; nothing is thrown. */
export const handleRequest = async (
  ports: ApiPorts & { readonly log: Log },
  request: ApiRequest,
): Promise<ApiResponse> => {
  try {
    if (request.path === '/v2/openapi.json') return { status: 200, body: openApiDocument() };
    if (request.path === '/v2/health') return { status: 200, body: { status: 'ok' } };
    return await answer(ports, request);
  } catch (error) {
    if (!isSluiceError(error)) {
      const name = error instanceof Error ? error.name : typeof error;
      ports.log.error('request failed', { requestId: request.requestId, path: request.path, name });
    }
    const known = isSluiceError(error) ? error : new SluiceError('ModelArts.72020000', {}, { cause: error });
    return { status: known.status, body: errorBody(known, request.requestId) };
  }
};

const answer = async (ports: ApiPorts, request: ApiRequest): Promise<ApiResponse> => {
  const { route, params } = findRoute(request);
  const parsed = {
    params: parsePart(route.params, params),
    query: parsePart(route.query, request.query),
    body: parsePart(route.body, parseJson(request.body)),
    user: request.user,
    ...(route.takesRevision ? parseRevision(request.ifMatch) : {}),
  };
  const { status, mediaType } = route;
  const body = await route.handle(ports, parsed);
  if (mediaType === undefined) return { status, body };
  // A route with a media type gives pieces of files.
  return { status, ...fileReply(body as FilePiece, { mediaType, request }) };
};

/** @throws SluiceError ModelArts.72060001 when no route has the path */
const findRoute = ({
  method,
  path,
}: ApiRequest): { readonly route: Route; readonly params: Record<string, string> } => {
  for (const route of ROUTES) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  throw new SluiceError('ModelArts.72060001', {
    argument: `${method} ${path}`,
    reason: 'there is no such operation',
  });
};

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = actual[index] ?? '';
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = decodeSegment(value);
    else if (segment !== value) return undefined;
  }
  return params;
};

const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // not URL-encoded: then it is what it is
  }
};

const parsePart = (schema: z.ZodType, value: unknown): unknown => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SluiceError('ModelArts.72060001', {
    argument: issue?.path.join('.') || 'request',
    reason: issue?.message ?? 'invalid',
  });
};

/** `"7"`, `W/"7"`, `7`; `*` and nothing mean any. */
const parseRevision = (ifMatch: string | undefined): { readonly ifRevision?: number } => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return {};
  const [, revision] = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(ifMatch) ?? [];
  if (revision !== undefined) return { ifRevision: Number(revision) };
  throw new SluiceError('ModelArts.72060001', { argument: 'If-Match', reason: 'it is no revision' });
};

const parseJson = (body: string | undefined): unknown => {
  if (body === undefined || body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new SluiceError('ModelArts.72060001', { argument: 'body', reason: 'it is not JSON' }, { cause });
  }
};
