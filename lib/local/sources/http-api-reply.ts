import * as z from 'zod';
import type { InvocationOutcome } from '../runner/invocation.ts';

export interface HttpApiReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const response = z.object({
  statusCode: z.coerce.number().pipe(z.int().min(100).max(599)),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** What API Gateway answers itself. */
export const gatewayReply = (statusCode: number, message: string): HttpApiReply => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

/** The answer that a function's result stands for, payload format 2.0; any failure is an internal server error. */
export const httpApiReply = (outcome: InvocationOutcome): HttpApiReply => {
  if (outcome.status === 'failed') return gatewayReply(500, 'Internal Server Error');
  const result: unknown = JSON.parse(outcome.resultJson);
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return inferredReply(result);
  const parsed = response.safeParse(result);
  if (!parsed.success) return gatewayReply(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...lowerCased(headers ?? {}),
      ...(cookies ? { 'set-cookie': cookies } : {}),
    },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
};

/** A result without status code is the body of a success. */
const inferredReply = (result: unknown): HttpApiReply => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: typeof result === 'string' ? result : JSON.stringify(result),
});

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
