import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { localAccountId } from '../manifest/pseudo-parameter.ts';

/** A request as the server reads it. */
export interface HttpApiRequest {
  readonly id: string;
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly protocol: string;
  readonly sourceIp: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** The event of API Gateway's HTTP APIs, payload format 2.0. */
export const httpApiEvent = (request: HttpApiRequest): APIGatewayProxyEventV2 => {
  const [rawPath = '/', ...query] = request.url.split('?');
  const rawQueryString = query.join('?');
  const { cookie, ...others } = request.headers;
  const headers = headersOf(others);
  const isText = isTextType(headers['content-type']);
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: String(cookie).split(/;\s*/) }),
    headers,
    ...(rawQueryString === '' ? {} : { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: contextOf(request, { path: rawPath, headers }),
    ...(request.pathParameters === undefined ? {} : { pathParameters: { ...request.pathParameters } }),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
};

type Headers = Readonly<Record<string, string | undefined>>;

const contextOf = (
  request: HttpApiRequest,
  { path, headers }: { readonly path: string; readonly headers: Headers },
): APIGatewayProxyEventV2['requestContext'] => ({
  accountId: localAccountId,
  apiId: 'local',
  domainName: headers['host'] ?? 'localhost',
  domainPrefix: 'local',
  http: {
    method: request.method,
    path,
    protocol: request.protocol,
    sourceIp: request.sourceIp,
    userAgent: headers['user-agent'] ?? '',
  },
  requestId: request.id,
  routeKey: request.routeKey,
  stage: '$default',
  time: accessLogTime(request.at),
  timeEpoch: request.at,
});

/** `12/Mar/2020:19:03:58 +0000`. */
const accessLogTime = (at: number): string => {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

const headersOf = (headers: HttpApiRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(',')]],
    ),
  );

/** Values of the same name are joined by commas. */
const queryOf = (query: string): Record<string, string> => {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
};

/** Bodies of other types reach the function as base64. */
const isTextType = (contentType = ''): boolean =>
  /^(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|xml|javascript)\b)/i.test(contentType);
